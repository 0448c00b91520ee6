// expected: react-hooks/rules-of-hooks
import { useState } from 'react';

export function Bad({ shown }: { readonly shown: boolean }): string {
  if (!shown) return '';
  const [text] = useState('shown');
  return text;
}

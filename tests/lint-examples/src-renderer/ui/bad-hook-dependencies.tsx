// expected: react-hooks/exhaustive-deps
import { useEffect } from 'react';

export function Bad({ title }: { readonly title: string }): null {
  useEffect(() => {
    document.title = title;
  }, []);
  return null;
}

import { useEffect, useState } from 'react';

/** Passing over something is no interest in it. */
const lingerMs = 200;

/**
 * Whether the pointer, or the focus by keys, has stayed for a moment. Who wants no motion is shown none.
 */
export function useLingering() {
  const [interest, setInterest] = useState<'none' | 'there' | 'lingers'>('none');
  useEffect(() => {
    if (interest !== 'there') return;
    const timer = window.setTimeout(() => {
      setInterest('lingers');
    }, lingerMs);
    return () => {
      window.clearTimeout(timer);
    };
  }, [interest]);
  const come = (): void => {
    if (!window.matchMedia('(prefers-reduced-motion: reduce)').matches) setInterest('there');
  };
  const go = (): void => {
    setInterest('none');
  };
  return {
    lingers: interest === 'lingers',
    handlers: {
      onPointerEnter: (event: { readonly pointerType: string }) => {
        if (event.pointerType !== 'touch') come();
      },
      onPointerLeave: go,
      onFocus: (event: { readonly currentTarget: Element }) => {
        if (event.currentTarget.matches(':focus-visible')) come();
      },
      onBlur: go,
    },
  };
}

import type { Snippet } from '../../../../src-preload/contract/search.ts';

/** Text with what was found in it marked. */
export function SnippetText({ snippet }: { readonly snippet: Snippet }) {
  return snippet.map(({ text, kind }, index) =>
    // Parts have no name of their own, and never move.
    kind === 'match' ? <mark key={index}>{text}</mark> : <span key={index}>{text}</span>,
  );
}

/** What our page may load and run: what it may in a browser, and the media of clips, which have a scheme of their own here. */
import { securityHeaders } from '../web/response-headers.ts';
import { mediaScheme } from './schemes.ts';

const policyHeader = 'content-security-policy';

/** Pictures, players, and the scripts that read waveforms. */
const mediaDirectives = ['img-src', 'media-src', 'connect-src'];

function withMedia(policy: string): string {
  const directives = policy.split('; ').map((directive) => {
    const [name = ''] = directive.split(' ');
    return mediaDirectives.includes(name) ? `${directive} ${mediaScheme}:` : directive;
  });
  return directives.join('; ');
}

/** Sent with every file of the window. */
export const pageHeaders: Readonly<Record<string, string>> = {
  ...securityHeaders,
  [policyHeader]: withMedia(securityHeaders[policyHeader] ?? "default-src 'none'"),
};

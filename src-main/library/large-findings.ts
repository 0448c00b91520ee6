/** What models found, moment by moment: hours of it are megabytes, which nobody should read who does not show them. */
import type { ArtifactName } from '../../src-preload/contract/artifacts.ts';

export const largeFindings: ReadonlySet<ArtifactName> = new Set<ArtifactName>([
  ...(['transcript', 'on-screen-text', 'objects', 'faces', 'people', 'emotions', 'hands', 'pose'] as const),
  ...(['sound-events', 'picture-features', 'content-warning', 'speech-activity', 'fingerprint'] as const),
]);

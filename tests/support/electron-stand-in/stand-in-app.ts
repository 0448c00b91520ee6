/** The app object: its life from start to end, and in which order it was asked for what. */
import { Emitter } from './stand-in-events.ts';

export class AppStandIn extends Emitter {
  readonly asked: string[] = [];
  readonly paths = new Map<string, string>();
  isPackaged = true;
  /** Whether this start is the first one. */
  lock: 'free' | 'taken' = 'free';
  handedOver: unknown = null;
  languages = ['en-GB'];
  ended: { readonly code: number } | null = null;
  closeWindows: () => void = () => undefined;
  #becomeReady: () => void = () => undefined;
  readonly #ready = new Promise<void>((resolve) => {
    this.#becomeReady = resolve;
  });

  setName(name: string): void {
    this.asked.push(`name ${name}`);
  }
  setPath(name: string, path: string): void {
    this.paths.set(name, path);
  }
  enableSandbox(): void {
    this.asked.push('sandbox');
  }
  requestSingleInstanceLock(data: unknown): boolean {
    this.asked.push('lock');
    this.handedOver = structuredClone(data);
    return this.lock === 'free';
  }
  async whenReady(): Promise<void> {
    await this.#ready;
  }
  getLocale(): string {
    return this.languages[0] ?? 'en';
  }
  getPreferredSystemLanguages(): string[] {
    return this.languages;
  }
  quit(): void {
    this.asked.push('quit');
    if (this.ended !== null || this.offer('before-quit') === 'prevented') return;
    this.closeWindows();
    if (this.offer('will-quit') === 'allowed') this.exit(0);
  }
  exit(code: number): void {
    this.ended ??= { code };
  }

  /** Lets Electron become ready. */
  becomeReady(): void {
    this.asked.push('ready');
    this.#becomeReady();
  }
}

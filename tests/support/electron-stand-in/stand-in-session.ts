/** Sessions that remember what was set on them, and can be asked what they would do. */
import { Emitter } from './stand-in-events.ts';

type Handler = (request: Request) => Promise<Response> | Response;
type RequestHandler = (
  contents: unknown,
  permission: string,
  callback: (granted: boolean) => void,
  details: { readonly requestingUrl: string; readonly isMainFrame: boolean },
) => void;
type CheckHandler = (
  contents: unknown,
  permission: string,
  origin: string,
  details: { readonly requestingUrl?: string; readonly isMainFrame: boolean },
) => boolean;
type Listener = (details: { readonly url: string }, callback: (answer: { cancel?: boolean }) => void) => void;

export class SessionStandIn extends Emitter {
  readonly partition: string;
  readonly options: unknown;
  readonly schemes = new Map<string, Handler>();
  permissionRequest: RequestHandler | null = null;
  permissionCheck: CheckHandler | null = null;
  devicePermission: ((details: unknown) => boolean) | null = null;
  spellChecker: 'on' | 'off' = 'on';
  #beforeRequest: Listener | null = null;

  constructor(partition: string, options: unknown) {
    super();
    this.partition = partition;
    this.options = options;
  }

  readonly protocol = {
    handle: (scheme: string, handler: Handler) => {
      this.schemes.set(scheme, handler);
    },
  };
  readonly webRequest = {
    onBeforeRequest: (listener: Listener) => {
      this.#beforeRequest = listener;
    },
  };

  setPermissionRequestHandler(handler: RequestHandler | null): void {
    this.permissionRequest = handler;
  }
  setPermissionCheckHandler(handler: CheckHandler | null): void {
    this.permissionCheck = handler;
  }
  setDevicePermissionHandler(handler: ((details: unknown) => boolean) | null): void {
    this.devicePermission = handler;
  }
  setDisplayMediaRequestHandler(): void {
    // There is nothing to remember.
  }
  setSpellCheckerEnabled(isEnabled: boolean): void {
    this.spellChecker = isEnabled ? 'on' : 'off';
  }

  /** Electron grants what no handler refuses. */
  askPermission(permission: string, requestingUrl: string): 'granted' | 'denied' {
    let isGranted = this.permissionRequest === null;
    const details = { requestingUrl, isMainFrame: true };
    this.permissionRequest?.(null, permission, (granted) => (isGranted = granted), details);
    return isGranted ? 'granted' : 'denied';
  }

  checkPermission(permission: string, requestingUrl: string): 'granted' | 'denied' {
    const details = { requestingUrl, isMainFrame: true };
    const isGranted = this.permissionCheck?.(null, permission, requestingUrl, details) ?? true;
    return isGranted ? 'granted' : 'denied';
  }

  /** What becomes of a request of a page: cancelled, or answered by the handler of its scheme, or sent to the network. */
  async load(url: string, init: RequestInit = {}): Promise<Response | 'cancelled' | 'network'> {
    const answers: { cancel?: boolean }[] = [];
    this.#beforeRequest?.({ url }, (answer) => answers.push(answer));
    if (answers[0]?.cancel === true) return 'cancelled';
    const handler = this.schemes.get(url.slice(0, url.indexOf(':')));
    return handler === undefined ? 'network' : handler(asItCame(url, init));
  }
}

/** Node's Request tidies addresses (dots, escapes); what a handler gets here is the address as somebody wrote it. */
function asItCame(url: string, init: RequestInit): Request {
  const request = new Request('app://rushes/', init);
  return new Proxy(request, {
    get: (target, key) => {
      if (key === 'url') return url;
      const value: unknown = Reflect.get(target, key, target);
      return value;
    },
  });
}

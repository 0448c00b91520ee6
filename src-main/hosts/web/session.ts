/**
 * Who may use the window: whoever brings the token of this start, which only the person's own terminal shows. It is
 * exchanged for a cookie, so that it stays out of the address bar, histories and referrers.
 *
 * The system's browser is opened with a ticket in its place, because other users of the machine can read the arguments
 * of programs: a ticket opens one window, once, within a minute.
 */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

const secretBytes = 32;
const ticketSec = 60;

export class Session {
  readonly token = secret();
  readonly #cookie = secret();
  readonly #now: () => number;
  /** Ticket -> when it ends. */
  readonly #tickets = new Map<string, number>();

  /** @param now milliseconds of a clock that never goes back */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  issueTicket(): string {
    const ticket = secret();
    this.#tickets.set(ticket, this.#now() + ticketSec * 1000);
    return ticket;
  }

  /** The value of the cookie; null: this opens nothing. */
  exchange(given: string): string | null {
    return isSame(given, this.token) || this.#redeem(given) ? this.#cookie : null;
  }

  admits(cookie: string | undefined): boolean {
    return cookie !== undefined && isSame(cookie, this.#cookie);
  }

  #redeem(given: string): boolean {
    for (const [ticket, endsAt] of this.#tickets) {
      if (!isSame(given, ticket)) continue;
      this.#tickets.delete(ticket);
      return this.#now() < endsAt;
    }
    return false;
  }
}

/** Cookies know no ports: two Rushes on one machine must not log each other out. */
export function cookieName(port: number): string {
  return `rushes-${String(port)}`;
}

function secret(): string {
  return randomBytes(secretBytes).toString('base64url');
}

/** In a time that says nothing about where they differ. */
function isSame(given: string, expected: string): boolean {
  return timingSafeEqual(digest(given), digest(expected));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

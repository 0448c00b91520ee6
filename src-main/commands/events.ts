import { readEventLog } from '../library/event-reading.ts';
import type { HandlersOf } from './handler.ts';

export const eventHandlers: HandlersOf<'events'> = { 'events.read': readEventLog };

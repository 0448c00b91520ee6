import { listTags, markOpened, setAnnotations } from '../library/annotations.ts';
import type { HandlersOf } from './handler.ts';

export const annotationHandlers: HandlersOf<'annotations'> = {
  'annotations.set': (request, context) => setAnnotations(request, context),
  'annotations.tags': (_request, context) => listTags(context),
  'annotations.markOpened': (request, context) => markOpened(request, context),
};

import { z } from 'zod';

/** For instruments that have both: the kind of line they are reached by. */
export const lineKind = z.enum(['tcp', 'serial']).default('tcp');

import { z } from 'zod';
import { isBeamtimeError } from '../../contract/errors.ts';
import { compileExpression } from '../device/expression.ts';

/** A formula in the beamline file; one that cannot be compiled is refused where it stands. */
export const formula = z
  .string()
  .min(1)
  .superRefine((text, context) => {
    try {
      compileExpression(text);
    } catch (error) {
      if (!isBeamtimeError(error)) throw error;
      context.addIssue({ code: 'custom', message: error.message });
    }
  });

import { z } from 'zod';
import { event, method } from './define.ts';

/** A connected client. `session` survives a reload of the page. */
export const ClientInfo = z.object({
  session: z.string().min(8).max(64),
  name: z.string().min(1).max(64),
  kind: z.enum(['page', 'cli', 'program']),
});
export type ClientInfo = z.infer<typeof ClientInfo>;

/** Who is in control, who is connected, who asks for control. No two clients have the same name: the station numbers them. */
export const ControlState = z.object({
  holder: z.string().nullable(),
  clients: z.array(
    ClientInfo.extend({ host: z.string(), connectedAt: z.number() }),
  ),
  /** Sessions that ask for control, oldest first. */
  requests: z.array(z.string()),
});
export type ControlState = z.infer<typeof ControlState>;

export const control = {
  'control.get': method(z.void(), ControlState),
  /** Takes control if nobody has it, else asks the holder for it. */
  'control.request': method(z.void(), z.void()),
  /** Takes control from whoever has it. */
  'control.take': method(z.void(), z.void()),
  'control.release': method(z.void(), z.void()),
  /** The holder hands control to a session. */
  'control.give': method(z.object({ session: z.string() }), z.void()),
  'control.changed': event(ControlState),
};

import type {
  DeviceInfo,
  DeviceReading,
  Exchange,
} from '../../contract/devices.ts';
import { DeviceCore, type CoreOptions } from './core.ts';
import type { Locking } from './lock.ts';
import type { Method } from './method.ts';
import type { AnyParameter } from './parameter.ts';
import type { Device } from './types.ts';

/** What every device shows of its core. What it is able to do, each adds for itself. */
export abstract class CoreDevice implements Device {
  protected abstract readonly core: DeviceCore;

  get info(): DeviceInfo {
    return this.core.info;
  }

  get parameters(): ReadonlyMap<string, AnyParameter> {
    return this.core.parameters;
  }

  get methods(): ReadonlyMap<string, Method> {
    return this.core.methods;
  }

  get locking(): Locking {
    return this.core.locking;
  }

  reading(): DeviceReading {
    return this.core.reading();
  }

  onChanged(listener: (device: Device) => void): () => void {
    return this.core.onChanged(listener);
  }

  onParameterChanged(listener: (name: string) => void): () => void {
    return this.core.onParameterChanged(listener);
  }

  traffic(): readonly Exchange[] {
    return this.core.traffic();
  }
}

/** What a device may be able to do. */
export type Capabilities = Pick<
  Device,
  'movable' | 'triggerable' | 'derived' | 'readable' | 'stoppable' | 'settable'
>;

class AssembledDevice extends CoreDevice {
  readonly core: DeviceCore;

  constructor(options: CoreOptions) {
    super();
    this.core = new DeviceCore(this, options);
  }
}

/** A device that is no more than its core and what it can do; whoever has the core keeps its condition. */
export function assembleDevice(
  options: CoreOptions,
  capabilities: Capabilities,
): { readonly device: Device; readonly core: DeviceCore } {
  const device = Object.assign(new AssembledDevice(options), capabilities);
  return { device, core: device.core };
}

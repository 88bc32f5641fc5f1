import { toReport } from '../../contract/errors.ts';
import { CoreDevice } from '../device/core-device.ts';
import { DeviceCore, deviceInfo } from '../device/core.ts';
import { compileExpression, type Expression } from '../device/expression.ts';
import { Quantity } from '../device/parameter.ts';
import type { Derived } from '../device/types.ts';
import type { CalculatedCounterConfig } from './calculated-counter-config.ts';
import type { DriverContext } from './types.ts';

/** One counter that is a formula over others. In a scan it is calculated from the columns of the same point. */
export class CalculatedCounter extends CoreDevice implements Derived {
  readonly derived = this;
  readonly inputs: readonly string[];
  readonly #context: DriverContext;
  readonly #expression: Expression;
  protected readonly core: DeviceCore;
  readonly #value: Quantity;
  #releases: (() => void)[] = [];

  constructor(
    name: string,
    config: CalculatedCounterConfig['counters'][string],
    context: DriverContext,
  ) {
    super();
    const { unit, decimals, group } = config;
    const { clock, isSimulated } = context;
    this.#context = context;
    this.#expression = compileExpression(config.value);
    this.inputs = this.#expression.names;
    const info = deviceInfo(
      {
        name,
        driver: 'calculated-counter',
        group,
        unit,
        decimals,
        isSimulated,
        inputs: [...this.inputs],
      },
      { count: true },
    );
    this.#value = new Quantity({ name, unit, decimals, clock });
    this.core = new DeviceCore(this, {
      info,
      clock,
      main: this.#value,
    });
  }

  /** Begins to show what the inputs make of it. */
  follow(): void {
    try {
      this.#releases = this.inputs.map((name) =>
        this.#context.devices.get(name).onChanged(() => this.#update()),
      );
      this.#update();
    } catch (error) {
      this.core.become('error', toReport(error).message);
    }
  }

  close(): void {
    for (const release of this.#releases.splice(0)) release();
  }

  calculate(inputs: readonly number[]): number {
    return this.#expression.evaluate(
      (name) => inputs[this.inputs.indexOf(name)] ?? NaN,
    );
  }

  #update(): void {
    const readings = this.inputs.map((name) =>
      this.#context.devices.get(name).reading(),
    );
    const away = readings.find(
      ({ status }) => status === 'offline' || status === 'error',
    );
    if (away) {
      this.core.become(
        'offline',
        `${away.name}: ${away.message ?? away.status}`,
      );
      return;
    }
    // While one of them counts, the others show the point before: wait until all are done.
    if (readings.some(({ status }) => status === 'counting')) {
      this.core.become('counting');
      return;
    }
    const value = this.calculate(
      readings.map((reading) =>
        typeof reading.value === 'number' ? reading.value : NaN,
      ),
    );
    this.#value.update(value);
    this.core.become(
      'idle',
      Number.isNaN(value)
        ? `"${this.#expression.text}" has no answer now.`
        : null,
    );
    this.core.announce();
  }
}

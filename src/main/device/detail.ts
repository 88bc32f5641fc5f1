import type {
  DeviceDetail,
  MethodState,
  ParameterState,
} from '../../contract/parameters.ts';
import { BeamtimeError } from '../../contract/errors.ts';
import type { Method } from './method.ts';
import { Quantity, Selection, State, type AnyParameter } from './parameter.ts';
import { closeNames } from './registry.ts';
import { shown, shownLimits } from './shown.ts';
import type { Device } from './types.ts';

/** All of a device, as it crosses the wire. */
export function detailOf(device: Device): DeviceDetail {
  return {
    name: device.info.name,
    parameters: [...device.parameters].map(([name, parameter]) =>
      parameterState(name, parameter),
    ),
    methods: [...device.methods.values()].map(methodState),
    canRedefine: device.movable?.redefine !== undefined,
    lock: device.locking.lock,
  };
}

/** One parameter, as it crosses the wire. What is not a finite number has no value to show. */
export function parameterState(
  name: string,
  parameter: AnyParameter,
): ParameterState {
  const { last } = parameter;
  const isQuantity = parameter instanceof Quantity;
  return {
    name,
    kind: kindOf(parameter),
    help: parameter.help,
    unit: isQuantity ? parameter.unit : '',
    decimals: isQuantity ? parameter.decimals : 0,
    options: optionsOf(parameter),
    isReadable: parameter.isReadable,
    isWritable: parameter.isWritable,
    value: shown(last?.value),
    target: shown(parameter.targetIfAny()),
    time: last?.time ?? null,
    isStale: last?.isStale ?? true,
    ...(isQuantity
      ? { ...shownLimits(parameter), limitLock: parameter.limitLocking.lock }
      : {
          limits: null,
          userLimits: null,
          deviceLimits: null,
          limitLock: null,
        }),
    lock: parameter.lock,
    stashed: parameter.stashed,
    stashedValue: shown(parameter.stashedValue),
    whyNot: parameter.whyNot(),
  };
}

/** @throws BeamtimeError `parameter`, with those there are */
export function parameterOf(device: Device, name: string): AnyParameter {
  const parameter = device.parameters.get(name);
  if (parameter) return parameter;
  const known = [...device.parameters.keys()];
  const close = closeNames(name, known);
  throw new BeamtimeError(
    'parameter',
    `${device.info.name} has no parameter "${name}". ${close.length > 0 ? `Did you mean ${close.join(' or ')}?` : `It has: ${known.join(', ')}.`}`,
    { detail: { name, known } },
  );
}

function kindOf(parameter: AnyParameter): ParameterState['kind'] {
  if (parameter instanceof Quantity) return 'quantity';
  if (parameter instanceof State) return 'state';
  return parameter instanceof Selection ? 'selection' : 'text';
}

function optionsOf(parameter: AnyParameter): string[] | null {
  if (parameter instanceof Selection) return [...parameter.options];
  return parameter instanceof State ? [...parameter.states] : null;
}

function methodState(method: Method): MethodState {
  const { name, title, help } = method;
  return { name, title, help, whyNot: method.whyNot() };
}

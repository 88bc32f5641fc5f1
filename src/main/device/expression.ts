import {
  absDependencies,
  acosDependencies,
  addDependencies,
  asinDependencies,
  atan2Dependencies,
  atanDependencies,
  cosDependencies,
  create,
  divideDependencies,
  expDependencies,
  log10Dependencies,
  logDependencies,
  maxDependencies,
  minDependencies,
  multiplyDependencies,
  parseDependencies,
  piDependencies,
  powDependencies,
  sinDependencies,
  sqrtDependencies,
  subtractDependencies,
  tanDependencies,
  unaryMinusDependencies,
  unaryPlusDependencies,
  type FactoryFunctionMap,
  type MathNode,
} from 'mathjs/number';
import { BeamtimeError } from '../../contract/errors.ts';

/** A formula over devices, compiled once. */
export interface Expression {
  readonly text: string;
  /** Names it needs values for, in the order in which they occur. */
  readonly names: readonly string[];
  /** NaN where there is no sensible number: division by zero, root of a negative one. */
  evaluate(values: (name: string) => number): number;
}

/**
 * Compiles a formula: + - * / ^, brackets, pi, sqrt abs exp log log10 min max, sin cos tan asin acos atan atan2 (rad)
 * and sind cosd tand asind acosd atand (deg). A name that is not a plain word stands in braces: `{mono.i0} / i1`.
 *
 * @throws BeamtimeError `config` with what is wrong
 */
export function compileExpression(text: string): Expression {
  const named = new Map<string, string>();
  const plain = text.replace(/\{([^{}]+)\}/g, (_, name: string) => {
    const variable = `named${named.size}_`;
    named.set(variable, name.trim());
    return variable;
  });
  const node = parse(plain, text);
  const variables = freeVariables(node, text);
  const code = node.compile();
  const entries = variables.map((variable) => ({
    variable,
    name: named.get(variable) ?? variable,
  }));
  return {
    text,
    names: entries.map(({ name }) => name),
    evaluate(values) {
      const scope: Record<string, number> = {};
      for (const { variable, name } of entries) scope[variable] = values(name);
      const result: unknown = code.evaluate(scope);
      return typeof result === 'number' && Number.isFinite(result)
        ? result
        : NaN;
    },
  };
}

const RADIANS = Math.PI / 180;

const needed: FactoryFunctionMap = {
  ...absDependencies,
  ...acosDependencies,
  ...addDependencies,
  ...asinDependencies,
  ...atan2Dependencies,
  ...atanDependencies,
  ...cosDependencies,
  ...divideDependencies,
  ...expDependencies,
  ...log10Dependencies,
  ...logDependencies,
  ...maxDependencies,
  ...minDependencies,
  ...multiplyDependencies,
  ...parseDependencies,
  ...piDependencies,
  ...powDependencies,
  ...sinDependencies,
  ...sqrtDependencies,
  ...subtractDependencies,
  ...tanDependencies,
  ...unaryMinusDependencies,
  ...unaryPlusDependencies,
};
const math = create(needed);
math.import({
  sind: (degrees: number) => Math.sin(degrees * RADIANS),
  cosd: (degrees: number) => Math.cos(degrees * RADIANS),
  tand: (degrees: number) => Math.tan(degrees * RADIANS),
  asind: (value: number) => Math.asin(value) / RADIANS,
  acosd: (value: number) => Math.acos(value) / RADIANS,
  atand: (value: number) => Math.atan(value) / RADIANS,
});

const FUNCTIONS = new Set(
  'sqrt abs exp log log10 min max sin cos tan asin acos atan atan2 sind cosd tand asind acosd atand'.split(
    ' ',
  ),
);
const NODES = new Set([
  'ConstantNode',
  'FunctionNode',
  'OperatorNode',
  'ParenthesisNode',
  'SymbolNode',
]);
const OPERATORS = new Set(['+', '-', '*', '/', '^']);

function parse(plain: string, text: string): MathNode {
  try {
    return math.parse(plain);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new BeamtimeError(
      'config',
      `The formula "${text}" cannot be read: ${why}.`,
      {
        cause,
      },
    );
  }
}

/** The names in a formula; whatever is more than arithmetic is refused. */
function freeVariables(node: MathNode, text: string): string[] {
  const found = new Set<string>();
  node.traverse((part, path) => {
    if (!NODES.has(part.type)) throw notArithmetic(text, part.toString());
    if ('op' in part && !OPERATORS.has(String(part.op))) {
      throw notArithmetic(text, String(part.op));
    }
    if ('value' in part && typeof part.value !== 'number') {
      throw notArithmetic(text, part.toString());
    }
    if (part.type !== 'SymbolNode' || !('name' in part)) return;
    const name = String(part.name);
    if (path === 'fn') {
      if (!FUNCTIONS.has(name)) throw notArithmetic(text, `${name}()`);
    } else if (name !== 'pi') found.add(name);
  });
  return [...found];
}

function notArithmetic(text: string, part: string): BeamtimeError {
  return new BeamtimeError(
    'config',
    `The formula "${text}" has "${part}" in it. It may have numbers, names, + - * / ^, brackets and these functions: ${[...FUNCTIONS].join(', ')}.`,
  );
}

import type { Driver } from '../drivers/types.ts';
import { lineConfig } from '../io/open.ts';
import { driverSchema, tableKeys } from './disabled-entries.ts';
import {
  asList,
  asRecord,
  inputSchema,
  isRecord,
  type Json,
} from './json-schema.ts';
import { beamlineSchema, commonSchema } from './schema.ts';

/** What a text has that a variable is put into. */
const variable = String.raw`\$\{[A-Za-z_]\w*\}`;

/**
 * The JSON schema of a beamline file, for editors: what may stand where, with descriptions and defaults. It knows all
 * that can be said of one value by itself; what several have to do with each other only `beamtime check` knows.
 *
 * Format: JSON Schema draft-07 (https://json-schema.org/draft-07), which the YAML extension of VS Code and other users
 * of yaml-language-server understand best.
 *
 * @param isIncluded that of a file which a beamline file includes
 */
export function beamlineJsonSchema(
  drivers: readonly Driver[],
  { isIncluded = false }: { readonly isIncluded?: boolean } = {},
): Json {
  const whole = inputSchema(beamlineSchema);
  const { experiment, header, name, include, variables, simulator } = asRecord(
    whole.properties,
  );
  const { minItems: _, ...list } = asRecord(
    asRecord(whole.properties).instruments,
  );
  const instruments = {
    ...list,
    items: {
      type: 'object',
      required: ['driver'],
      properties: {
        driver: {
          enum: drivers.map((driver) => driver.name),
          description: 'What the instrument is, or is driven by.',
        },
      },
      oneOf: drivers.map((driver) => ({
        $ref: `#/definitions/${driver.name}`,
      })),
    },
  };
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: isIncluded ? 'Part of a beamline' : 'Beamline',
    type: 'object',
    properties: {
      ...(!isIncluded && { name }),
      include,
      variables,
      ...(!isIncluded && {
        experiment: withVariables(experiment),
        header: withVariables(header),
      }),
      instruments,
      simulator: withVariables(simulator),
    },
    ...(!isIncluded && {
      required: ['name'],
      // The instruments may all be in included files.
      anyOf: [
        { required: ['include'] },
        {
          required: ['instruments'],
          properties: { instruments: { minItems: 1 } },
        },
      ],
    }),
    additionalProperties: false,
    definitions: Object.fromEntries(
      drivers.map((driver) => [driver.name, instrumentSchema(driver)]),
    ),
  };
}

/** One entry under `instruments`. */
function instrumentSchema(driver: Driver): Json {
  const own = driverSchema(driver);
  const common = asRecord(inputSchema(commonSchema).properties);
  const tables = tableKeys(driver);
  const properties = Object.fromEntries(
    Object.entries(asRecord(own.properties)).map(([key, value]) => [
      key,
      tables.includes(key)
        ? withDisabled(asRecord(value), common.disabled)
        : value,
    ]),
  );
  return {
    ...own,
    title: driver.title,
    properties: {
      driver: { const: driver.name, description: driver.title },
      name: common.name,
      ...(driver.needsLine && { line: withVariables(lineSchema()) }),
      disabled: common.disabled,
      ...asRecord(withVariables(properties)),
    },
    required: [
      'driver',
      ...(driver.needsLine ? ['line'] : []),
      ...asList(own.required),
    ],
  };
}

function withDisabled(table: Json, disabled: unknown): Json {
  const entry = asRecord(table.additionalProperties);
  return {
    ...table,
    additionalProperties: {
      ...entry,
      properties: { ...asRecord(entry.properties), disabled },
    },
  };
}

function lineSchema(): Json {
  return {
    description: 'How to reach it: tcp, serial or simulator.',
    anyOf: [
      ...asList(inputSchema(lineConfig).anyOf),
      {
        type: 'object',
        properties: {
          simulator: {
            type: 'string',
            description:
              'Name of a simulated instrument, under simulator: responders:.',
          },
        },
        required: ['simulator'],
        additionalProperties: false,
      },
    ],
  };
}

/** Lets `${NAME}` stand for numbers and choices, and in texts of a certain form. */
function withVariables(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(withVariables);
  if (!isRecord(schema)) return schema;
  const { description, default: preset, ...rest } = schema;
  const said = {
    ...(description !== undefined && { description }),
    ...(preset !== undefined && { default: preset }),
  };
  const alone = { type: 'string', pattern: `^${variable}$` };
  const types = Array.isArray(rest.type) ? asList(rest.type) : [rest.type];
  if (isChoice(rest)) {
    return {
      ...said,
      anyOf: [
        ...(asList(rest.anyOf).length > 0 ? asList(rest.anyOf) : [rest]),
        alone,
      ],
    };
  }
  if (types.some(isNumber) && !types.includes('string')) {
    return { ...schema, type: [...types, 'string'], pattern: alone.pattern };
  }
  if (typeof rest.pattern === 'string') {
    return { ...schema, pattern: `(?:${rest.pattern})|${variable}` };
  }
  return Object.fromEntries(
    Object.entries(schema).map(([key, value]) => [
      key,
      ['default', 'propertyNames', 'required', 'enum'].includes(key)
        ? value
        : key === 'properties'
          ? Object.fromEntries(
              Object.entries(asRecord(value)).map(([name, property]) => [
                name,
                withVariables(property),
              ]),
            )
          : withVariables(value),
    ]),
  );
}

/** One of several values that are written out. A single one tells the branches of a union apart, and stays. */
function isChoice(schema: Json): boolean {
  const branches = asList(schema.anyOf).map(asRecord);
  return (
    Array.isArray(schema.enum) ||
    (branches.length > 0 &&
      branches.every((branch) => branch.const !== undefined))
  );
}

function isNumber(type: unknown): boolean {
  return type === 'number' || type === 'integer';
}

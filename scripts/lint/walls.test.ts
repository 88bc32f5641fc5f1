import { ESLint } from 'eslint';
import { parser } from 'typescript-eslint';
import { describe, expect, test } from 'vitest';
import { wallsRule } from './walls-rule.ts';
import { walls } from './walls.ts';

// Without types the rule needs no project, so that a file can be planted that is not there.
const eslint = new ESLint({
  overrideConfigFile: true,
  baseConfig: {
    files: ['**/*.{ts,tsx}'],
    languageOptions: { parser },
    plugins: { house: { rules: { walls: wallsRule } } },
    rules: { 'house/walls': 'error' },
  },
});

describe('a wall', () => {
  const forbidden: [file: string, line: string][] = [
    [
      'src/contract/devices.ts',
      "import { sleep } from '../main/base/wait.ts';",
    ],
    ['src/contract/devices.ts', "import { readFileSync } from 'node:fs';"],
    ['src/contract/devices.ts', "import { create } from 'zustand';"],
    ['src/rpc/server.ts', "import { contract } from '../contract/index.ts';"],
    [
      'src/main/device/motor.ts',
      "import { icepap } from '../drivers/icepap.ts';",
    ],
    [
      'src/main/device/motor.ts',
      "import type { Driver } from './../drivers/types.ts';",
    ],
    [
      'src/main/device/deep/motor.ts',
      "import { icepap } from '../../drivers/icepap.ts';",
    ],
    [
      'src/main/device/motor.ts',
      "export { icepap } from '../drivers/icepap.ts';",
    ],
    ['src/main/device/motor.ts', "export * from '../drivers/icepap.ts';"],
    [
      'src/main/device/motor.ts',
      "const late = await import('../drivers/icepap.ts');",
    ],
    [
      'src/main/device/motor.ts',
      "type Late = import('../drivers/icepap.ts').Late;",
    ],
    [
      'src/main/io/exchange.ts',
      "import { createDevices } from '../device/registry.ts';",
    ],
    [
      'src/main/analysis/peak.ts',
      "import type { Scan } from '../scan/scan.ts';",
    ],
    [
      'src/main/drivers/icepap.ts',
      "import { Engine } from '../engine/engine.ts';",
    ],
    [
      'src/main/drivers/icepap.ts',
      "import { rack } from '../simulator/icepap.ts';",
    ],
    [
      'src/main/scan/points.ts',
      "import { Engine } from '../engine/engine.ts';",
    ],
    [
      'src/main/engine/engine.ts',
      "import { RunStore } from '../data/run-store.ts';",
    ],
    [
      'src/main/data/run-store.ts',
      "import type { Device } from '../device/types.ts';",
    ],
    [
      'src/main/data/run-store.ts',
      "import { Engine } from '../engine/engine.ts';",
    ],
    [
      'src/main/queue/queue.ts',
      "import { Engine } from '../engine/engine.ts';",
    ],
    [
      'src/main/device/motor.ts',
      "import { openStation } from '../station.ts';",
    ],
    ['src/main/station.ts', "import { useState } from 'react';"],
    ['src/main/device/motor.ts', "import { Button } from '@mantine/core';"],
    ['src/main/station.ts', "import { BrowserWindow } from 'electron';"],
    [
      'src/main/server/serve.ts',
      "import { App } from '../../renderer/App.tsx';",
    ],
    ['src/preload/index.ts', "import { readFileSync } from 'node:fs';"],
    ['src/renderer/main.tsx', "import { readFileSync } from 'node:fs';"],
    ['src/renderer/main.tsx', "import { readFileSync } from 'fs';"],
    ['src/renderer/main.tsx', "import { ipcRenderer } from 'electron';"],
    [
      'src/renderer/stores/run.ts',
      "import { findPeak } from '../../main/analysis/peak.ts';",
    ],
    [
      'src/renderer/panels/scan/ScanPanel.tsx',
      "import { DevicesPanel } from '../devices/DevicesPanel.tsx';",
    ],
    [
      'src/renderer/widgets/Plot.tsx',
      "import { RunBar } from '../panels/runbar/RunBar.tsx';",
    ],
    [
      'src/main/station.ts',
      "import { describeMovable } from './device/testing/describe-movable.ts';",
    ],
  ];
  test.each(forbidden)('keeps %s from %s', async (file, line) => {
    expect(await complaints(file, line)).toHaveLength(1);
  });

  const allowed: [file: string, line: string][] = [
    ['src/contract/devices.ts', "import { z } from 'zod';"],
    ['src/contract/devices.ts', "import { event } from './define.ts';"],
    ['src/main/device/motor.ts', "import { sleep } from '../base/wait.ts';"],
    [
      'src/main/device/motor.ts',
      "import { BeamtimeError } from '../../contract/errors.ts';",
    ],
    [
      'src/main/drivers/icepap.ts',
      "import { Exchange } from '../io/exchange.ts';",
    ],
    [
      'src/main/data/run-store.ts',
      "import type { RunPoint } from '../engine/events.ts';",
    ],
    ['src/main/station.ts', "import { drivers } from './drivers/index.ts';"],
    ['src/main/electron.ts', "import { BrowserWindow } from 'electron';"],
    ['src/preload/index.ts', "import { ipcRenderer } from 'electron';"],
    [
      'src/renderer/stores/run.ts',
      "import type { Run } from '../../contract/runs.ts';",
    ],
    [
      'src/renderer/panels/index.ts',
      "import { ScanPanel } from './scan/ScanPanel.tsx';",
    ],
    [
      'src/renderer/panels/scan/ScanPanel.tsx',
      "import { Field } from './Field.tsx';",
    ],
    [
      'src/main/drivers/icepap.test.ts',
      "import { rack } from '../simulator/icepap.ts';",
    ],
  ];
  test.each(allowed)('lets %s have %s', async (file, line) => {
    expect(await complaints(file, line)).toEqual([]);
  });
});

test('the config that lints the project has the rule switched on', async () => {
  const config: unknown = await new ESLint().calculateConfigForFile(
    'src/main/device/types.ts',
  );
  expect(config).toMatchObject({ rules: { 'house/walls': [2] } });
});

test('no two entries of the table are for the same place', () => {
  const places = walls.map((wall) => wall.at);
  expect(new Set(places).size).toBe(places.length);
});

/** What the rule says to a file with one line in it. */
async function complaints(filePath: string, line: string): Promise<string[]> {
  const results = await eslint.lintText(`${line}\n`, { filePath });
  return results.flatMap((result) =>
    result.messages.map((message) => message.message),
  );
}

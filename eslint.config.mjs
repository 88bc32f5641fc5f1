import js from '@eslint/js';
import { defineConfig, globalIgnores } from 'eslint/config';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';
import { wallsRule } from './scripts/lint/walls-rule.ts';

const house = { rules: { walls: wallsRule } };
const typed = ['**/*.{ts,tsx}'];

export default defineConfig(
  globalIgnores([
    'out',
    'out.*',
    'node_modules',
    'test-results',
    'playwright-report',
  ]),
  {
    plugins: { house },
    rules: {
      'house/walls': 'error',
      'max-lines': ['error', { max: 400 }],
      'no-console': 'error',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-restricted-exports': [
        'error',
        {
          restrictDefaultExports: {
            direct: true,
            named: true,
            defaultFrom: true,
            namedFrom: true,
            namespaceFrom: true,
          },
        },
      ],
    },
  },
  js.configs.recommended,
  {
    files: typed,
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: {
      parserOptions: {
        projectService: true,
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      // Guards and parsing instead of assertions; `as const` is none.
      '@typescript-eslint/consistent-type-assertions': [
        'error',
        { assertionStyle: 'never' },
      ],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true },
      ],
      '@typescript-eslint/no-confusing-void-expression': [
        'error',
        { ignoreArrowShorthand: true },
      ],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_' },
      ],
      // A call without input has the input `void`.
      '@typescript-eslint/no-invalid-void-type': 'off',
      // `async` without `await` is how a refusal of a synchronous check becomes a rejection.
      '@typescript-eslint/require-await': 'off',
    },
  },
  {
    // The one place where the compiler cannot follow: names become types there.
    files: ['src/rpc/**/*.ts'],
    rules: {
      '@typescript-eslint/consistent-type-assertions': [
        'error',
        { assertionStyle: 'as' },
      ],
    },
  },
  {
    files: ['src/renderer/**/*.{ts,tsx}'],
    extends: [reactHooks.configs.flat.recommended],
    // Only says that the React compiler, which we do not use, skips a component.
    rules: {
      'react-hooks/incompatible-library': 'off',
      // Stores are records of functions; none of them knows a `this`.
      '@typescript-eslint/unbound-method': 'off',
    },
  },
  {
    // Components are the default export of their file; tools want theirs so.
    files: [
      'src/renderer/**/*.tsx',
      '*.config.{ts,mjs}',
      'scripts/test-setup/own-folders.ts',
    ],
    rules: { 'no-restricted-exports': 'off' },
  },
  {
    // A missing element fails the test just as well.
    files: ['**/*.test.{ts,tsx}', '**/testing/**', 'e2e/**/*.ts'],
    rules: {
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-empty-function': 'off',
      // `expect.any(...)` is `any`.
      '@typescript-eslint/no-unsafe-assignment': 'off',
    },
  },
  {
    // What talks to a terminal.
    files: [
      'src/main/{headless,electron,cli}.ts',
      'src/main/{cli,electron}/**/*.ts',
      'bench/**/*.ts',
      'scripts/**/*.{ts,mjs}',
    ],
    rules: { 'no-console': 'off' },
  },
  {
    // Built-ins of Node 18, without types.
    files: ['**/*.mjs'],
    languageOptions: {
      globals: {
        console: 'readonly',
        process: 'readonly',
        URL: 'readonly',
        fetch: 'readonly',
        setTimeout: 'readonly',
        clearTimeout: 'readonly',
        setInterval: 'readonly',
        clearInterval: 'readonly',
        AbortSignal: 'readonly',
        Buffer: 'readonly',
      },
    },
  },
);

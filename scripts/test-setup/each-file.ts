import { afterAll } from 'vitest';
import ownFolders from './own-folders.ts';

/** Before each test file: what its stations write is its own. */
afterAll(ownFolders());

import { EventEmitter } from 'node:events';

/** Where messages of pages arrive. */
export const ipcMain = new EventEmitter();

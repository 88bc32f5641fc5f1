import { readFile } from 'node:fs/promises';
import path from 'node:path';

/** One file of the page, as it is sent. */
export interface PageFile {
  readonly status: 200 | 400 | 404;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array<ArrayBuffer>;
}

/**
 * What the page may do: run its own scripts, talk to where it came from, nothing else. Styles are inline because
 * the widgets' library sets positions and colours that way.
 */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "font-src 'self' data:",
  "img-src 'self' data: blob:",
  "connect-src 'self'",
  "worker-src 'self' blob:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Sent with everything, pages and refusals alike. */
export const safetyHeaders: Readonly<Record<string, string>> = {
  'Content-Security-Policy': contentSecurityPolicy,
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
};

/** Reads the file that a URL path (percent-encoded, as it came) names below the page's folder. Never throws. */
export async function readPageFile(
  folder: string,
  urlPath: string,
): Promise<PageFile> {
  const file = fileBelow(folder, urlPath);
  if (file === undefined)
    return text(400, 'This is not an address of the page.');
  try {
    return {
      status: 200,
      headers: {
        ...safetyHeaders,
        'Content-Type':
          types[path.extname(file).toLowerCase()] ?? 'application/octet-stream',
        // The build names assets by their content; only the page itself can change under its name.
        'Cache-Control':
          path.basename(path.dirname(file)) === 'assets'
            ? 'public, max-age=31536000, immutable'
            : 'no-cache',
      },
      body: new Uint8Array(await readFile(file)),
    };
  } catch {
    return path.basename(file) === 'index.html'
      ? text(
          404,
          `The page is not built: there is no ${file}. Run 'npm run build'.`,
        )
      : text(404, 'There is no such file.');
  }
}

function fileBelow(folder: string, urlPath: string): string | undefined {
  let name: string;
  try {
    name = decodeURIComponent(urlPath);
  } catch {
    return undefined;
  }
  if (name.includes('\0') || name.includes('\\')) return undefined;
  const root = path.resolve(folder);
  const file = path.join(root, name.endsWith('/') ? `${name}index.html` : name);
  return file.startsWith(root + path.sep) ? file : undefined;
}

function text(status: 400 | 404, sentence: string): PageFile {
  return {
    status,
    headers: {
      ...safetyHeaders,
      'Content-Type': 'text/plain; charset=utf-8',
      'Cache-Control': 'no-store',
    },
    body: new TextEncoder().encode(sentence),
  };
}

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
};

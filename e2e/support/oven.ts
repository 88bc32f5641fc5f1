import { createServer, type Server, type Socket } from 'node:net';

/** An oven on a socket whose cable a test can pull: `TEMP?` is answered with 295.5, `HEAT n` with nothing. */
export class Oven {
  readonly received: string[] = [];
  readonly #sockets = new Set<Socket>();
  #server: Server | undefined;
  #port = 0;

  get port(): number {
    return this.#port;
  }

  /** Plugs it in, at first at a free port, later at the same one again. */
  plugIn(): Promise<void> {
    const server = createServer((socket) => this.#serve(socket));
    this.#server = server;
    return new Promise((resolve, reject) => {
      server.once('error', reject);
      server.listen(this.#port, '127.0.0.1', () => {
        const address = server.address();
        if (address !== null && typeof address === 'object')
          this.#port = address.port;
        resolve();
      });
    });
  }

  /** Pulls the cable; whoever tries to connect is refused. */
  pull(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    for (const socket of this.#sockets) socket.destroy();
    return new Promise((resolve) => {
      if (server) server.close(() => resolve());
      else resolve();
    });
  }

  #serve(socket: Socket): void {
    let text = '';
    this.#sockets.add(socket);
    socket.on('close', () => this.#sockets.delete(socket));
    socket.on('error', () => undefined);
    socket.on('data', (bytes) => {
      text += bytes.toString('latin1');
      for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n')) {
        const request = text.slice(0, end);
        text = text.slice(end + 1);
        this.received.push(request);
        const reply = replies[request];
        if (reply !== undefined) socket.write(`${reply}\r\n`, 'latin1');
      }
    });
  }
}

const replies: Readonly<Record<string, string>> = {
  '*IDN?': 'Example Instruments,Oven 7,1,1.0',
  'TEMP?': '+295.5',
  'NAME?': 'oven\t\u00b5',
};

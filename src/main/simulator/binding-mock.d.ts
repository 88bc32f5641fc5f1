/** The package's own types are not among its exports; these are the parts that are used here. */
declare module '@serialport/binding-mock' {
  export interface MockOpenOptions {
    readonly path: string;
    readonly baudRate: number;
  }

  export interface MockPortBinding {
    isOpen: boolean;
    emitData(data: Buffer | string): void;
    close(): Promise<void>;
    read(
      buffer: Buffer,
      offset: number,
      length: number,
    ): Promise<{ buffer: Buffer; bytesRead: number }>;
    write(buffer: Buffer): Promise<void>;
    update(options: { baudRate: number }): Promise<void>;
    set(options: object): Promise<void>;
    get(): Promise<{ cts: boolean; dsr: boolean; dcd: boolean }>;
    getBaudRate(): Promise<{ baudRate: number }>;
    flush(): Promise<void>;
    drain(): Promise<void>;
  }

  export const MockBinding: {
    createPort(path: string): void;
    list(): Promise<{ path: string }[]>;
    open(options: MockOpenOptions): Promise<MockPortBinding>;
  };
}

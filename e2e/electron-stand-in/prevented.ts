/** An event whose usual consequence a listener can prevent. */
export class Prevented {
  defaultPrevented = false;

  preventDefault = (): void => {
    this.defaultPrevented = true;
  };

  /** Tells an event; answers whether somebody prevented what follows from it. */
  static by(tell: (event: Prevented) => void): boolean {
    const event = new Prevented();
    tell(event);
    return event.defaultPrevented;
  }
}

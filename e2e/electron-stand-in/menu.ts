interface Template {
  readonly id?: string;
  readonly label?: string;
  readonly role?: string;
  readonly submenu?: readonly Template[];
  readonly click?: () => void;
}

/** An item that can be clicked by a test; what a role would do is left out. */
export class MenuItem {
  readonly id: string | undefined;
  readonly label: string;
  readonly submenu: Menu | undefined;
  readonly #click: (() => void) | undefined;

  constructor({ id, label, role, submenu, click }: Template) {
    this.id = id;
    this.label = label ?? role ?? '';
    this.submenu = submenu && Menu.buildFromTemplate(submenu);
    this.#click = click;
  }

  click = (): void => this.#click?.();
}

let applicationMenu: Menu | null = null;

export class Menu {
  readonly items: readonly MenuItem[];

  constructor(items: readonly MenuItem[] = []) {
    this.items = items;
  }

  static buildFromTemplate(template: readonly Template[]): Menu {
    return new Menu(template.map((each) => new MenuItem(each)));
  }

  static setApplicationMenu(menu: Menu | null): void {
    applicationMenu = menu;
  }

  static getApplicationMenu(): Menu | null {
    return applicationMenu;
  }

  getMenuItemById(id: string): MenuItem | null {
    for (const item of this.items) {
      const found = item.id === id ? item : item.submenu?.getMenuItemById(id);
      if (found) return found;
    }
    return null;
  }
}

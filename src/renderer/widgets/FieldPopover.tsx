import { Popover, type PopoverProps } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useId, type ReactNode } from 'react';
import { flushSync } from 'react-dom';

export interface FieldPopoverProps {
  /** What opens it: gets the focus back when it closes. */
  readonly target: (isOpen: boolean, toggle: () => void) => ReactNode;
  /** The name of the dialog. */
  readonly label: string;
  readonly position: NonNullable<PopoverProps['position']>;
  readonly width?: string;
  /** A long content scrolls. */
  readonly isTall?: boolean;
  readonly trapFocus?: boolean;
  /** What is in it; drawn only while it is open. */
  readonly children: (close: () => void) => ReactNode;
}

/** Something small to fill in that opens beside what it belongs to; Escape or a click elsewhere closes it. */
export default function FieldPopover({
  target,
  label,
  position,
  width,
  isTall = false,
  trapFocus = true,
  children,
}: FieldPopoverProps) {
  const [isOpen, { toggle, close }] = useDisclosure(false);
  const id = useId();

  /** Its field has the focus before the click is over: who types on at once loses no key, and no key goes elsewhere. */
  const toggleAtOnce = (): void => {
    flushSync(toggle);
    document
      .getElementById(`${id}-dropdown`)
      ?.querySelector<HTMLElement>('[data-autofocus]')
      ?.focus({ preventScroll: true });
  };

  return (
    <Popover
      id={id}
      trapFocus={trapFocus}
      returnFocus
      opened={isOpen}
      onChange={(open) => !open && close()}
      position={position}
      transitionProps={{ duration: 0 }}
      {...(width !== undefined && { width })}
    >
      <Popover.Target>{target(isOpen, toggleAtOnce)}</Popover.Target>
      <Popover.Dropdown
        aria-label={label}
        {...(isTall && { mah: '70vh', style: { overflow: 'auto' } })}
      >
        {children(close)}
      </Popover.Dropdown>
    </Popover>
  );
}

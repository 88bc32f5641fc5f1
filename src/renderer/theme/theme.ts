import {
  ActionIcon,
  Button,
  Checkbox,
  createTheme,
  type CSSVariablesResolver,
  defaultVariantColorsResolver,
  Menu,
  Modal,
  Notification,
  Popover,
  Select,
  SegmentedControl,
  TextInput,
  NumberInput,
  Textarea,
  Tooltip,
} from '@mantine/core';
import type {
  MantineColorsTuple,
  VariantColorResolverResult,
  VariantColorsResolverInput,
} from '@mantine/core';

/** Mantine dressed in the tokens of tokens.css. */
export const theme = createTheme({
  fontFamily: 'var(--font)',
  fontFamilyMonospace: 'var(--mono)',
  headings: { fontFamily: 'var(--font)', fontWeight: '600' },
  primaryColor: 'accent',
  primaryShade: { light: 6, dark: 4 },
  variantColorResolver: colorsOf,
  cursorType: 'pointer',
  defaultRadius: 'sm',
  respectReducedMotion: true,
  fontSizes: {
    xs: 'var(--text-label)',
    sm: 'var(--text-base)',
    md: 'var(--text-value)',
    lg: 'var(--text-strong)',
    xl: '1.125rem',
  },
  radius: { xs: '3px', sm: '4px', md: '6px', lg: '8px', xl: '12px' },
  spacing: {
    xs: '0.25rem',
    sm: '0.5rem',
    md: '0.75rem',
    lg: '1rem',
    xl: '1.5rem',
  },
  colors: {
    accent: scale(
      '#e7f0fb #cfe2f7 #a5c9ef #7aafe6 #5aa7f2 #3583d3 #1769c2 #12569f #0f4780 #0b3763',
    ),
    moving: scale(
      '#fff3e4 #ffe3c4 #ffcd94 #ffb866 #ffa94d #e0851f #c9660a #a9540a #874306 #653204',
    ),
    red: scale(
      '#fdecec #f9d2d3 #f2a7aa #ec7b80 #e5484d #d9353b #c8232c #a81b23 #88151c #681015',
    ),
    dark: scale(
      '#e3e9f0 #c3ccd6 #93a1b0 #5f6d7c #35465a #243140 #1a2430 #151d26 #0d1319 #0a0f15',
    ),
  },
  components: {
    Button: Button.extend({
      defaultProps: { size: 'compact-md', radius: 'sm' },
      // Variables, not styles: a panel's own CSS must be able to make one smaller.
      vars: () => ({
        root: {
          '--button-height': 'var(--button)',
          '--button-fz': 'var(--text-base)',
          '--button-padding-x': '0.8125rem',
        },
      }),
      styles: { section: { marginInlineEnd: '0.4375rem' } },
    }),
    ActionIcon: ActionIcon.extend({
      defaultProps: { variant: 'subtle', color: 'gray', size: '1.875rem' },
    }),
    TextInput: TextInput.extend({
      defaultProps: { size: 'sm' },
      styles: fieldStyles(),
    }),
    NumberInput: NumberInput.extend({
      defaultProps: { size: 'sm' },
      styles: fieldStyles(),
    }),
    Textarea: Textarea.extend({
      defaultProps: { size: 'sm' },
      styles: fieldStyles('auto'),
    }),
    Select: Select.extend({
      defaultProps: {
        size: 'sm',
        allowDeselect: false,
        checkIconPosition: 'right',
      },
      styles: fieldStyles(),
    }),
    Checkbox: Checkbox.extend({ defaultProps: { size: 'xs' } }),
    SegmentedControl: SegmentedControl.extend({ defaultProps: { size: 'xs' } }),
    Tooltip: Tooltip.extend({
      defaultProps: {
        openDelay: 500,
        multiline: true,
        maw: '22rem',
        events: { hover: true, focus: true, touch: true },
      },
    }),
    Menu: Menu.extend({
      defaultProps: {
        shadow: 'md',
        position: 'bottom-start',
        // A focusable element that is no item does not belong into a menu; the first item takes the focus.
        withInitialFocusPlaceholder: false,
      },
    }),
    Notification: Notification.extend({
      defaultProps: { closeButtonProps: { 'aria-label': 'Close the message' } },
    }),
    Popover: Popover.extend({ defaultProps: { shadow: 'md' } }),
    Modal: Modal.extend({ defaultProps: { centered: true, radius: 'md' } }),
  },
});

const tokens = {
  '--mantine-color-body': 'var(--panel)',
  '--mantine-color-text': 'var(--ink)',
  '--mantine-color-dimmed': 'var(--secondary)',
  '--mantine-color-placeholder': 'var(--faint-text)',
  '--mantine-color-default': 'var(--panel)',
  '--mantine-color-default-hover': 'var(--soft)',
  '--mantine-color-default-color': 'var(--ink)',
  '--mantine-color-default-border': 'var(--line)',
  '--mantine-color-disabled-color': 'var(--faint-text)',
  '--mantine-color-error': 'var(--error-text)',
  '--mantine-color-anchor': 'var(--accent)',
};

/** Mantine's own variables, pointed at the tokens. They are set per scheme there, so they are here. */
export const variables: CSSVariablesResolver = () => ({
  variables: {},
  light: tokens,
  dark: tokens,
});

function fieldStyles(height = 'var(--control)') {
  return {
    label: {
      fontSize: 'var(--text-label)',
      fontWeight: 500,
      color: 'var(--secondary)',
      marginBottom: '0.1875rem',
    },
    input: {
      height,
      minHeight: 'var(--control)',
      fontSize: 'var(--text-base)',
    },
    error: { fontSize: 'var(--text-label)', marginTop: '0.1875rem' },
    description: { fontSize: 'var(--text-label)' },
  };
}

/** Filled and tinted buttons in the tokens' colours: Mantine would choose the ink for the light scheme only. */
function colorsOf(
  input: VariantColorsResolverInput,
): VariantColorResolverResult {
  const color = input.color ?? 'accent';
  const border = '1px solid transparent';
  if (input.variant === 'filled' && color === 'accent') {
    return {
      background: 'var(--accent)',
      hover: 'var(--accent-hover)',
      color: 'var(--accent-ink)',
      border,
    };
  }
  if (input.variant === 'filled' && color === 'red') {
    return {
      background: 'var(--error-fill)',
      hover: 'var(--error-hover)',
      color: '#fff',
      border,
    };
  }
  if (input.variant === 'light' && color === 'accent') {
    return {
      background: 'var(--accent-tint)',
      hover: 'var(--accent-tint)',
      color: 'var(--accent)',
      border,
    };
  }
  return defaultVariantColorsResolver(input);
}

function scale(shades: string): MantineColorsTuple {
  const [
    a = '',
    b = '',
    c = '',
    d = '',
    e = '',
    f = '',
    g = '',
    h = '',
    i = '',
    j = '',
  ] = shades.split(' ');
  return [a, b, c, d, e, f, g, h, i, j];
}

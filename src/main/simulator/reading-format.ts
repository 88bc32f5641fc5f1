/** `+1.040564E-06`: sign, digits, two digits of exponent at least. How the Keithley family writes numbers. */
export function formatReading(value: number, decimals = 6): string {
  const [mantissa = '0', exponent = '+0'] = value
    .toExponential(decimals)
    .split('e');
  const digits = exponent.slice(1).padStart(2, '0');
  const sign = value < 0 ? '' : '+';
  return `${sign}${mantissa}E${exponent.slice(0, 1)}${digits}`;
}

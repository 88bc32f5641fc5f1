import { formatValue } from './format.ts';

export interface NumProps {
  readonly value: number | string | null | undefined;
  readonly decimals: number;
  readonly className?: string | undefined;
}

/** A value with fixed decimals; a screen reader hears "no value" for the dash. */
export default function Num({ value, decimals, className }: NumProps) {
  const text = formatValue(value, decimals);
  const isMissing = value === null || value === undefined;
  return (
    <span className={className}>
      {isMissing ? (
        <>
          <span aria-hidden>{text}</span>
          <span className="visually-hidden">no value</span>
        </>
      ) : (
        text
      )}
    </span>
  );
}

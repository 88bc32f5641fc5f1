import { screen } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { usePlan } from '../../stores/plan.ts';
import { checkScan } from '../../testing/fake-scans.ts';
import { renderWithStation, tidyUp } from '../../testing/render.tsx';
import PlanSummary from './PlanSummary.tsx';

afterEach(() => {
  tidyUp();
  usePlan.setState(usePlan.getInitialState(), true);
});

it('lists points that cannot be reached, each named once, and how many more there are', async () => {
  const message = 'Point 21 of 21: samx is beyond its upper limit.';
  const plan = {
    ...checkScan({ line: 'ascan samx 0 1 20 0.1' }),
    unreachable: { count: 3, points: [{ point: 20, message }] },
  };
  usePlan.setState({ plan });
  await renderWithStation(<PlanSummary />);
  const listed = screen.getAllByRole('listitem').map((one) => one.textContent);
  expect(listed).toEqual([message, '… and 2 more']);
});

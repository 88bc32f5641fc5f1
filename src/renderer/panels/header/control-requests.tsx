import { Button, Group } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import type { ControlState } from '../../../contract/control.ts';
import { giveControl } from '../../stores/control.ts';

/** Tells the one in control who asks for it, with a button to give it. */
export function showRequests(
  requests: ControlState['requests'],
  clients: ControlState['clients'],
): void {
  for (const session of requests) {
    const client = clients.find((other) => other.session === session);
    if (client) {
      notifications.show({
        id: noticeId(session),
        autoClose: false,
        withBorder: true,
        color: 'moving',
        title: `${client.name} asks for control`,
        message: (
          <Group gap="sm" mt="xs">
            <span>from {client.host}</span>
            <Button
              onClick={() => {
                notifications.hide(noticeId(session));
                giveControl(session);
              }}
            >
              Give control
            </Button>
          </Group>
        ),
      });
    }
  }
}

/** Takes the notices away: answered, withdrawn, or no longer ours to answer. */
export function hideRequests(requests: ControlState['requests']): void {
  for (const session of requests) {
    notifications.hide(noticeId(session));
  }
}

function noticeId(session: string): string {
  return `control-request:${session}`;
}

import { Menu, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import {
  IconArrowForwardUp,
  IconEye,
  IconHandStop,
  IconLogout,
  IconMessageQuestion,
  IconUserCheck,
} from '@tabler/icons-react';
import { useEffect } from 'react';
import { call } from '../../stores/call.ts';
import { giveControl, nameOf } from '../../stores/control.ts';
import { sessionId } from '../../stores/session.ts';
import { useStation } from '../../stores/station.ts';
import { hideRequests, showRequests } from './control-requests.tsx';
import HeaderItem from './HeaderItem.tsx';

/** Who steers; and to ask for, take, give or release control. */
export default function ControlMenu() {
  const { holder, clients, requests } = useStation((state) => state.control);
  const [isOpen, { toggle, close }] = useDisclosure(false);
  const own = sessionId();
  const isMine = holder === own;
  const hasAsked = requests.includes(own);
  const ownName = clients.find(({ session }) => session === own)?.name;
  const others = clients.filter(({ session }) => session !== own);

  useEffect(() => {
    if (isMine) {
      showRequests(requests, clients);
    }
    return () => hideRequests(requests);
  }, [isMine, requests, clients]);

  return (
    <Menu
      opened={isOpen}
      onChange={(open) => (open ? toggle() : close())}
      width="17rem"
    >
      <Menu.Target>
        <HeaderItem
          label="Control"
          onClick={toggle}
          does="Who steers; ask for, take, give or release control"
          isOpen={isOpen}
          tone={isMine ? undefined : 'look'}
        >
          {isMine ? (
            <IconHandStop size={15} stroke={2} aria-hidden />
          ) : (
            <IconEye size={15} stroke={2} aria-hidden />
          )}
          {isMine
            ? ['Yours', ownName].filter(Boolean).join(' · ')
            : holder === null
              ? 'Nobody'
              : `${nameOf(holder, clients)}${hasAsked ? ' · asked' : ''}`}
        </HeaderItem>
      </Menu.Target>
      <Menu.Dropdown>
        {ownName !== undefined && <Menu.Label>You are {ownName}</Menu.Label>}
        {isMine ? (
          <Menu.Item
            leftSection={<IconLogout size={14} />}
            onClick={() => void call('control.release')}
          >
            Release control
          </Menu.Item>
        ) : (
          <>
            <Menu.Item
              leftSection={<IconMessageQuestion size={14} />}
              disabled={hasAsked}
              onClick={() => void call('control.request')}
            >
              {holder === null
                ? 'Take control'
                : hasAsked
                  ? 'Asked; waiting for an answer'
                  : 'Ask for control'}
            </Menu.Item>
            {holder !== null && (
              <Menu.Item
                leftSection={<IconArrowForwardUp size={14} />}
                onClick={() => void call('control.take')}
              >
                Take control from {nameOf(holder, clients)}
              </Menu.Item>
            )}
          </>
        )}
        <Menu.Label>
          {others.length === 0 ? 'Nobody else is connected' : 'Also connected'}
        </Menu.Label>
        {others.map(({ session, name, host, kind }) => (
          <Menu.Item
            key={session}
            disabled={!isMine}
            rightSection={
              <Text size="xs" c="dimmed">
                {host}, {kind}
              </Text>
            }
            leftSection={<IconUserCheck size={14} />}
            onClick={() => giveControl(session)}
          >
            {isMine && 'Give to '}
            {name}
            {requests.includes(session) && ', asks for control'}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

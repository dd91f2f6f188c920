import { InvalidInput } from '@huiyin/domain/errors'
import type { ChannelSettings } from '@huiyin/domain/http/notices'
import { seal, unseal } from '../sealing.js'

const binding = (channelId: string) => ({ purpose: 'notice channel', owner: channelId })

/** What opens a channel, as it is kept: encrypted with a key that is not in the database. */
export const sealSettings = (secret: string, channelId: string, settings: ChannelSettings): string =>
  seal(secret, binding(channelId), JSON.stringify(settings))

/** @throws InvalidInput when it was sealed with another installation's key. */
export function openSettings(secret: string, channelId: string, sealed: string): ChannelSettings {
  const text = unseal(secret, binding(channelId), sealed)
  if (text === null) throw new InvalidInput('渠道的密钥无法打开（本机密钥已更换），请删除该渠道后重新设置')
  return JSON.parse(text) as ChannelSettings
}

/** Where a channel leads, fit to show: a host, never a path or a key. */
export const shownOf = (settings: ChannelSettings): string =>
  settings.kind === 'email' ? `${settings.host}:${settings.port}` : new URL(settings.url).host

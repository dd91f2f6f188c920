import type { NoticeAudience } from './notice.js'
import { isWalled, type OpenChannel, type Standing, type Told, unitsOf } from './notice-audience.js'
import type { Cause } from './notice-cause.js'

/** The channels that lead to this audience. */
const channelsTo = (audience: NoticeAudience, { channels }: Standing, cause: Cause): OpenChannel[] =>
  channels.filter(
    (channel) =>
      !isWalled(channel.unitCode, cause) &&
      (channel.audience === 'unit'
        ? unitsOf(audience, cause).includes(channel.unitCode ?? '')
        : channel.audience === audience || (channel.audience === 'duty' && audience === 'desk')),
  )

/** Once each: the group channels of these audiences, and e-mail to each of these people who wants it. */
export function deliveriesTo(
  audiences: readonly NoticeAudience[],
  people: readonly Told[],
  standing: Standing,
  cause: Cause,
): { channelId: string; accountId: string | null }[] {
  const groups = new Set(
    audiences.flatMap((audience) => channelsTo(audience, standing, cause).map(({ id }) => id)),
  )
  const mail = standing.channels.filter((channel) => channel.audience === 'people')
  return [
    ...[...groups].map((channelId) => ({ channelId, accountId: null })),
    ...mail.flatMap(({ id }) =>
      people.filter(({ email }) => email !== null).map((person) => ({ channelId: id, accountId: person.id })),
    ),
  ]
}

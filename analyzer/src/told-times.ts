import type { HourOfPosts } from '@huiyin/store/event-tally'

/** When a post says it is of; to the minute, as most sources print it. */
export interface Told {
  readonly foundAt: Date
  readonly publishedAt: Date | null
}

/** So many posts told at one time, in milliseconds since 1970. */
export interface PostsAt {
  readonly at: number
  readonly posts: number
}

const minuteMs = 60_000
const minutesAnHour = 60

/** Minutes since 1970. */
export const toldMinute = ({ publishedAt, foundAt }: Told): number =>
  Math.floor((publishedAt ?? foundAt).getTime() / minuteMs)

export const hourOf = (minute: number): number => Math.floor(minute / minutesAnHour)

/** The most posts within any hour: both its ends count. */
export function mostWithinAnHour(minutes: readonly number[]): number {
  const times = [...minutes].sort((a, b) => a - b)
  let most = 0
  let first = 0
  for (const [last, time] of times.entries()) {
    while (time - (times[first] ?? time) > minutesAnHour) first += 1
    most = Math.max(most, last - first + 1)
  }
  return most
}

/** Posts by the hour they tell; those of `gone` are taken off, and hours that come out even are left out. */
export function hoursOf(told: readonly Told[], gone: readonly Told[] = []): HourOfPosts[] {
  const hours = new Map<number, { hour: number; posts: number; minutes: number[] }>()
  const count = (minute: number, posts: number) => {
    const hour = hourOf(minute)
    const known = hours.get(hour) ?? { hour, posts: 0, minutes: Array<number>(minutesAnHour).fill(0) }
    const at = minute - hour * minutesAnHour
    known.posts += posts
    known.minutes[at] = (known.minutes[at] ?? 0) + posts
    hours.set(hour, known)
  }
  for (const post of told) count(toldMinute(post), 1)
  for (const post of gone) count(toldMinute(post), -1)
  return [...hours.values()].filter(({ minutes }) => minutes.some((posts) => posts !== 0))
}

/** Hours as their minutes where those are known, whole where not. */
export const asPosts = (
  hours: readonly { hour: number; posts: number; minutes: readonly number[] | null }[],
): PostsAt[] =>
  hours.flatMap(({ hour, posts, minutes }) =>
    minutes
      ? minutes.flatMap((count, minute) =>
          count > 0 ? { at: (hour * minutesAnHour + minute) * minuteMs, posts: count } : [],
        )
      : { at: hour * minutesAnHour * minuteMs, posts },
  )

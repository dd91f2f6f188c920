import type { Change, ChangeTopic } from '@huiyin/domain/change'
import { onScopeDispose, readonly, ref } from 'vue'

export type StreamState = 'connecting' | 'live' | 'lost'

const state = ref<StreamState>('connecting')
const listeners = new Set<(topic: ChangeTopic | null) => void>()
let stream: EventSource | null = null
let retry: ReturnType<typeof setTimeout> | undefined
let wasLost = false

/** A browser gives up on an HTTP error for good; ten seconds is what the wall may lag behind anyway. */
const retryMs = 10_000

const tell = (topic: ChangeTopic | null): void => {
  for (const listener of listeners) listener(topic)
}

function topicOf(data: unknown): ChangeTopic | null {
  try {
    return (JSON.parse(String(data)) as Change).topic
  } catch {
    return null
  }
}

function lose(): void {
  wasLost = true
  state.value = 'lost'
  if (stream?.readyState !== EventSource.CLOSED) return
  stream = null
  clearTimeout(retry)
  retry = setTimeout(open, retryMs)
}

function open(): void {
  if (stream) return
  clearTimeout(retry)
  stream = new EventSource('/api/stream')
  stream.onopen = () => {
    state.value = 'live'
    // What happened while nobody listened is unknown: everyone asks again.
    if (wasLost) tell(null)
    wasLost = false
  }
  stream.onerror = lose
  stream.addEventListener('change', (event) => tell(topicOf(event.data)))
}

/**
 * A browser keeps six connections to one server for all its tabs: a tab nobody looks at gives its stream back and
 * asks for everything again when it is looked at.
 */
document.addEventListener('visibilitychange', () => {
  if (listeners.size === 0) return
  if (document.hidden) {
    closeStream()
    wasLost = true
  } else open()
})

/** Ends the live connection, when the session ends. */
export function closeStream(): void {
  clearTimeout(retry)
  stream?.close()
  stream = null
  state.value = 'connecting'
  wasLost = false
}

/**
 * Calls `onChange` when one of `topics` changed (or may have), at most once per `quietMs`: a sweep announces
 * many items at once.
 */
export function useStream(topics: readonly ChangeTopic[], onChange: () => void, quietMs = 700) {
  let pending: ReturnType<typeof setTimeout> | undefined
  const listener = (topic: ChangeTopic | null): void => {
    if (topic !== null && !topics.includes(topic)) return
    pending ??= setTimeout(() => {
      pending = undefined
      onChange()
    }, quietMs)
  }
  listeners.add(listener)
  open()
  onScopeDispose(() => {
    clearTimeout(pending)
    listeners.delete(listener)
  })
  return { state: readonly(state) }
}

/** How the live connection is, for the indicator. */
export const streamState = readonly(state)

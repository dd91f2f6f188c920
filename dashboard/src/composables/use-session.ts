import type { MeView } from '@huiyin/domain/http/sessions'
import { readonly, shallowRef } from 'vue'
import { ApiProblem } from '../api/problem.js'
import { setCsrf } from '../api/request.js'
import { signOut as askSignOut, getMe } from '../api/sessions.js'
import { closeStream } from './use-stream.js'

const me = shallowRef<MeView | null>(null)
let asked = false

/** Whom the server knows; asked once, then kept until the server says otherwise. */
async function load(): Promise<MeView | null> {
  if (asked) return me.value
  try {
    enter(await getMe())
  } catch (error) {
    if (!(error instanceof ApiProblem) || error.status !== 401) throw error
    asked = true
  }
  return me.value
}

function enter(view: MeView): void {
  asked = true
  me.value = view
  setCsrf(view.csrf)
}

/** Forgets who was here, without asking the server. */
function forget(): void {
  asked = true
  me.value = null
  setCsrf('')
  closeStream()
}

/** Asks again who we are: starting a real jurisdiction changes what the first administrator may see. */
async function refresh(): Promise<void> {
  const view = await getMe().catch(() => null)
  if (view) enter(view)
}

/** The wall got a new cookie: whoever was known before is asked again. */
function askAgain(): void {
  asked = false
}

async function signOut(): Promise<void> {
  await askSignOut().catch(() => undefined)
  forget()
}

export const useSession = () => ({
  me: readonly(me) as typeof me,
  load,
  enter,
  refresh,
  forget,
  askAgain,
  signOut,
})

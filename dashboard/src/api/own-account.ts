import type {
  AddressLockView,
  ApiTokenView,
  Appoint,
  IssuedApiToken,
  NewApiToken,
} from '@huiyin/domain/http/accounts'
import type {
  ChangePassword,
  OwnAccountView,
  ProveBoth,
  ProvePassword,
  RecoveryCodes,
  SecondFactorOffer,
  SessionView,
} from '@huiyin/domain/http/own-account'
import type { AccountView, MeView } from '@huiyin/domain/http/sessions'
import { get, post, request } from './request.js'

export const getOwnAccount = () => get<OwnAccountView>('/own-account')
export const changePassword = (body: ChangePassword) =>
  request<MeView>('PUT', '/own-account/password', { body })
export const markNoticesRead = () => post<void>('/own-account/notices-read')
export const beginSecondFactor = (body: ProvePassword) =>
  post<SecondFactorOffer>('/own-account/second-factor', body)
export const confirmSecondFactor = (code: string) =>
  post<RecoveryCodes>('/own-account/second-factor/confirmation', { code })
export const removeSecondFactor = (body: ProveBoth) => post<void>('/own-account/second-factor/removal', body)
export const renewRecoveryCodes = (body: ProveBoth) =>
  post<RecoveryCodes>('/own-account/recovery-codes', body)

export const listSessions = () => get<SessionView[]>('/sessions')
export const endSession = (id: string) => request<void>('DELETE', `/sessions/${id}`)
export const endOtherSessions = () => request<{ ended: number }>('DELETE', '/sessions')

export const listSessionsOf = (accountId: string) => get<SessionView[]>(`/accounts/${accountId}/sessions`)
export const endSessionsOf = (accountId: string) =>
  request<{ ended: number }>('DELETE', `/accounts/${accountId}/sessions`)
export const appoint = (accountId: string, body: Appoint) =>
  request<AccountView>('PUT', `/accounts/${accountId}/roles`, { body })
export const unlockAccount = (accountId: string) => post<AccountView>(`/accounts/${accountId}/unlock`)
export const resetSecondFactor = (accountId: string) =>
  post<AccountView>(`/accounts/${accountId}/second-factor-reset`)
export const listAddressLocks = () => get<AddressLockView[]>('/address-locks')
export const unlockAddress = (address: string) =>
  request<void>('DELETE', `/address-locks/${encodeURIComponent(address)}`)

export const listApiTokens = () => get<ApiTokenView[]>('/api-tokens')
export const createApiToken = (body: NewApiToken) => post<IssuedApiToken>('/api-tokens', body)
export const revokeApiToken = (id: string) => request<void>('DELETE', `/api-tokens/${id}`)

/** The code after a provider's word, when the account has a second factor. */
export const finishOidc = (code: string) =>
  request<MeView>('POST', '/oidc/code', { body: { code }, anonymous: true })

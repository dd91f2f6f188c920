import type {
  AccountView,
  DisplayLinkView,
  IssuedLink,
  LinkView,
  MeView,
  NewAccount,
  SetPassword,
  SignIn,
  SiteView,
} from '@huiyin/domain/http/sessions'
import { get, post, request } from './request.js'

export const getSite = () => get<SiteView>('/site')
export const getMe = () => request<MeView>('GET', '/session', { anonymous: true })
export const signIn = (body: SignIn) => request<MeView>('POST', '/sessions', { body, anonymous: true })
export const signOut = () => request<void>('DELETE', '/session')
export const getLink = (token: string) =>
  request<LinkView>('GET', `/sign-in-links/${encodeURIComponent(token)}`, { anonymous: true })
export const redeemLink = (token: string, body: SetPassword) =>
  request<MeView>('POST', `/sign-in-links/${encodeURIComponent(token)}`, { body, anonymous: true })
export const openDisplay = (token: string) =>
  request<void>('POST', '/display-sessions', { body: { token }, anonymous: true })

export const listAccounts = () => get<AccountView[]>('/accounts')
export const createAccount = (body: NewAccount) =>
  post<{ account: AccountView; link: IssuedLink }>('/accounts', body)
export const issueSignInLink = (id: string) => post<IssuedLink>(`/accounts/${id}/sign-in-link`)
export const disableAccount = (id: string) => post<AccountView>(`/accounts/${id}/disable`)
export const listDisplayLinks = () => get<DisplayLinkView[]>('/display-links')
export const createDisplayLink = (name: string) =>
  post<{ link: IssuedLink; view: DisplayLinkView }>('/display-links', { name })
export const revokeDisplayLink = (id: string) => request<void>('DELETE', `/display-links/${id}`)

import type { z } from 'zod'
import type { readyBodyListSchema } from '#api/contract/outgoing/way.ts'

type Ready = z.output<typeof readyBodyListSchema>['items'][number]

const LINE =
  '{{^fact}}{{#reported}}Reported, not received yet: {{/reported}}{{name}} boosted {{show}} with {{amount}}{{#playing}} during {{playing}}{{/playing}}{{#message}}: “{{message}}”{{/message}}{{/fact}}{{fact}}'
const SHORT = LINE.replaceAll('message', 'excerpt')

/** Bodies for services that many use, by what these document of their webhooks and APIs; hosts change the words as they like. */
export const READY_BODIES: readonly Ready[] = [
  {
    name: 'Matrix',
    address:
      'https://matrix.example.org/_matrix/client/v3/rooms/!ROOM:example.org/send/m.room.message/{{id}}',
    hint: 'The room’s internal id is in its settings, under Advanced. The token is of the account that posts, which has to be in the room.',
    needs_token: true,
    body: json('PUT', { msgtype: 'm.notice', body: LINE, 'm.mentions': {} }),
  },
  {
    name: 'Mastodon',
    address: 'https://mastodon.example/api/v1/statuses',
    hint: 'The token is of an application that you make in the account’s preferences, under Development, with write:statuses.',
    needs_token: true,
    body: json('POST', { status: SHORT, visibility: 'unlisted' }),
  },
  {
    name: 'Discord',
    address: 'https://discord.com/api/webhooks/ID/TOKEN',
    hint: 'Copied from the channel’s settings, under Integrations, Webhooks.',
    needs_token: false,
    body: json('POST', { content: LINE, allowed_mentions: { parse: [] } }, 'markdown'),
  },
  {
    name: 'Telegram',
    address: 'https://api.telegram.org/botTOKEN/sendMessage',
    hint: 'The token is BotFather’s. Put the channel’s @name, or the chat’s number, into the body.',
    needs_token: false,
    body: json('POST', { chat_id: '@your_channel', text: LINE, link_preview_options: { is_disabled: true } }),
  },
  {
    name: 'Slack',
    address: 'https://hooks.slack.com/services/T…/B…/…',
    hint: 'Copied from an app of your workspace with incoming webhooks.',
    needs_token: false,
    body: json('POST', {
      text: '{{^fact}}{{amount}} for {{show}}{{/fact}}{{fact}}',
      blocks: [{ type: 'section', text: { type: 'plain_text', text: LINE } }],
    }),
  },
  {
    name: 'ntfy',
    address: 'https://ntfy.sh/your-topic',
    hint: 'Whoever knows the topic can read along: choose one that nobody guesses, or give a token.',
    needs_token: false,
    body: { kind: 'template', method: 'POST', format: 'text', marks: 'plain', template: LINE },
  },
]

/** The words that a mail begins with. */
export const READY_MAIL = {
  subject: '{{^fact}}{{amount}} from {{name}} for {{show}}{{/fact}}{{fact}}',
  text: `{{^fact}}
{{#reported}}
An app reports this, and no wallet received it yet.

{{/reported}}
{{name}} boosted {{show}} with {{amount}}{{#app}} by {{app}}{{/app}}.
{{#episode}}

Episode: {{episode}}{{#position}} at {{position}}{{/position}}
{{/episode}}
{{#playing}}
While this was on: {{playing}}
{{/playing}}
{{#message}}

{{message}}
{{/message}}
{{/fact}}
{{fact}}`,
}

/** The words that a note begins with. */
export const READY_NOTE = `{{^fact}}
⚡ {{amount}} for {{show}}{{#name}} from {{name}}{{/name}}
{{#message}}

{{message}}
{{/message}}
{{#episode}}

{{episode}}
{{/episode}}
{{/fact}}
{{fact}}`

function json(method: 'POST' | 'PUT', body: object, marks: 'plain' | 'markdown' = 'plain'): Ready['body'] {
  return { kind: 'template', method, format: 'json', marks, template: JSON.stringify(body, null, 2) }
}

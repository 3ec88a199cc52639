import type { NoteFormat } from '#api/contract/air/settings.ts'

/** The show notes that come with Readout; hosts begin their own from these. */
export const DEFAULT_TEMPLATES: Readonly<Record<NoteFormat, string>> = {
  md: `## Boosts

{{#sections}}
### {{heading}}

{{#groups}}
{{#boosts}}
- **{{name}}**, {{amount}}{{#message}}: {{message}}{{/message}}
{{/boosts}}
{{/groups}}

{{/sections}}
{{#thanks}}
### Thanks

{{names}} ({{amount}})

{{/thanks}}
{{#streams}}
### Streams

{{amount}} from {{supporters}} in {{payments}}

{{/streams}}
### Totals

- {{boosts_said}} from {{supporters_said}}: {{amount}}
{{#fiat}}
- {{amount}} by card
{{/fiat}}
{{#wallets}}
- {{wallet}}: {{amount}}
{{/wallets}}
`,
  html: `<h2>Boosts</h2>
{{#sections}}
<h3>{{heading}}</h3>
<ul>
{{#groups}}
{{#boosts}}
  <li><strong><bdi>{{name}}</bdi></strong>, {{amount}}{{#message}}: <bdi>{{message}}</bdi>{{/message}}</li>
{{/boosts}}
{{/groups}}
</ul>
{{/sections}}
{{#thanks}}
<h3>Thanks</h3>
<p><bdi>{{names}}</bdi> ({{amount}})</p>
{{/thanks}}
{{#streams}}
<h3>Streams</h3>
<p>{{amount}} from {{supporters}} in {{payments}}</p>
{{/streams}}
<h3>Totals</h3>
<ul>
  <li>{{boosts_said}} from {{supporters_said}}: {{amount}}</li>
{{#fiat}}
  <li>{{amount}} by card</li>
{{/fiat}}
{{#wallets}}
  <li>{{wallet}}: {{amount}}</li>
{{/wallets}}
</ul>
`,
  txt: `Boosts

{{#sections}}
{{heading}}

{{#groups}}
{{#boosts}}
{{name}}, {{amount}}{{#message}}: {{message}}{{/message}}

{{/boosts}}
{{/groups}}

{{/sections}}
{{#thanks}}
Thanks

{{names}} ({{amount}})

{{/thanks}}
{{#streams}}
Streams

{{amount}} from {{supporters}} in {{payments}}

{{/streams}}
Totals

{{boosts_said}} from {{supporters_said}}: {{amount}}
{{#fiat}}
{{amount}} by card
{{/fiat}}
{{#wallets}}
{{wallet}}: {{amount}}
{{/wallets}}
`,
}

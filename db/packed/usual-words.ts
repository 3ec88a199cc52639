/** How apps write a boostagram, each in its own order. */
const BOOSTAGRAMS = [
  '{"action":"auto","app_name":"PodcastGuru","app_version":"2.1.0","feedID":920666,"itemID":15000000000,"episode_guid":"https://www.buzzsprout.com/1000000/episodes/1000000-',
  '{"podcast":"The ","feedID":,"url":"https://feeds.podcastindex.org/pc20.xml","guid":"917393e3-1b1e-5cef-ace4-edaa54e1f810","episode":"Episode ","itemID":,"episode_guid":"PC20-","ts":0,"time":"00:00:00","speed":"1","action":"boost","app_name":"CurioCaster","value_msat":10000,"value_msat_total":10000,"name":"","sender_name":"Anonymous","message":"","boost_uuid":"","remote_feed_guid":"","remote_item_guid":"","reply_address":"030a58b8653d32b99200a2334cfe913e51dc7d155aa0116c176657a4f1722677a3","reply_custom_key":"696969","reply_custom_value":""}',
  '{"app_name":"Castamatic","app_version":"9","url":"https://feeds.buzzsprout.com/","podcast":"","episode":"","ts":,"action":"stream","value_msat":,"value_msat_total":,"sender_name":"","sender_id":"","name":"","uuid":"","seconds_back":60}',
  '{"app_name":"Podverse","app_version":"4","action":"stream","podcast":"","feedID":"","episode":"","episode_guid":"","pubkey":"","sender_key":"","value_msat_total":"","ts":"","speed":"1","name":"podcaster","sender_name":"Podverse user"}',
  '{"action":"boost","app_name":"TrueFans","app_version":"v0.1","blockGuid":"","boost_link":"https://truefans.fm/","eventGuid":"","event_guid":"","event_api_url":"https://curiohoster.com/api/sk/","customKey":"","customValue":"","link":"https://fountain.fm/","signature":"","type":"rss_payment","position":,"feed_guid":"","feed_title":"","item_guid":"","item_title":"","publisher_guid":"","publisher_title":"","recipient_address":"","split":,"value_usd":,"is_auto":false,"is_boost":true}',
  '{"action":"boost","boost_link":"https://fountain.fm/episode/","message":"","name":"","app_name":"Fountain","sender_id":"","sender_name":"@","value_msat_total":,"episode":"","podcast":"","guid":"","episode_guid":"","feedID":,"itemID":,"ts":,"url":"https://anchor.fm/s/podcast/rss","uuid":""}',
  'Great show! Thank you for your courage. Thanks for the boost, keep up the good work and go podcasting! Loved the show, this episode was Listen on https://www. and satoshis from ',
]

/** What wallets and nodes answer of a payment. */
const REPORTED = [
  '{"checking_id":"internal_","payment_hash":"","wallet_id":"","amount":,"fee":0,"bolt11":"lnbc1","memo":"rss::payment::boost https:// ","status":"success","expiry":"T","webhook":null,"webhook_status":null,"tag":"lnurlp","extension":"lnurlp","extra":{"tag":"lnurlp","link":"","comment":"","extra":"","lnaddress":"","wallet_fiat_currency":"USD","wallet_fiat_amount":,"wallet_fiat_rate":,"wallet_btc_rate":},"time":"2026-01-01T00:00:00.000000+00:00","created_at":"","updated_at":"+00:00","labels":[]}',
  '{"type":"incoming_payment","subType":"lightning","paymentHash":"","externalId":null,"description":"","invoice":"lnbc","isPaid":true,"isExpired":false,"requestedSat":,"receivedSat":,"fees":0,"payerNote":null,"payerKey":null,"expiresAt":null,"completedAt":1700000000000,"createdAt":1700000000000}',
  '{"label":"keysend-1700000000.000000000","bolt11":"lnbc","payment_hash":"","amount_msat":,"status":"paid","pay_index":,"amount_received_msat":,"paid_at":1700000000,"description":"keysend: {\\"","expires_at":,"created_index":,"updated_index":}',
  '{"type":"incoming","state":"settled","invoice":"lnbc1","description":"","description_hash":null,"payment_hash":"","amount":,"fees_paid":0,"created_at":17,"expires_at":17,"settled_at":17,"metadata":{"comment":"","payer_data":{"name":"","email":"","pubkey":""},"nostr":{"kind":9734,"pubkey":"","content":"","tags":[["relays","wss://relay.damus.io","wss://nos.lol"],["amount","21000"],["lnurl",""],["p",""],["e",""]],"created_at":17,"id":"","sig":""},"recipient_data":{"identifier":"@getalby.com"},"tlv_records":[{"type":5482373484,"value":""},{"type":696969,"value":""},{"type":7629175,"value":""},{"type":7629169,"value":"',
  '{"amount":,"boostagram":{"action":"boost","app_name":"","boost_link":"","episode":"","feedId":,"itemId":,"guid":"","message":"","name":"","podcast":"","sender_id":"","sender_name":"","time":"","ts":,"url":"","value_msat_total":},"comment":null,"created_at":"2026-01-01T00:00:00.000Z","creation_date":17,"currency":"btc","custom_records":{"696969":"","7629169":"","7629175":""},"description_hash":null,"destination_alias":null,"destination_pubkey":null,"expires_at":"","expiry":86400,"fiat_currency":"USD","fiat_in_cents":,"first_route_hint_pubkey":"","identifier":"","keysend_message":null,"memo":"","metadata":null,"payer_name":null,"payer_email":null,"payer_pubkey":null,"payment_request":"lnbc1","r_hash_str":"","settled":true,"settled_at":"","state":"SETTLED","type":"incoming","value":,"zap":null}',
  '{"memo":"","r_hash":"","value":"","value_msat":"","settled":true,"creation_date":"17","settle_date":"17","payment_request":"","description_hash":"","expiry":"86400","cltv_expiry":"80","add_index":"","settle_index":"","amt_paid":"","amt_paid_sat":"","amt_paid_msat":"","state":"SETTLED","htlcs":[{"chan_id":"","htlc_index":"","amt_msat":"","accept_height":,"accept_time":"17","resolve_time":"17","expiry_height":,"state":"SETTLED","custom_records":{"34349334":"","34349337":"","34349339":"","34349343":"","696969":"","7629175":"","7629169":"',
]

/** As records of a keysend have it: bytes in hex. */
const IN_HEX = [
  '","boost_link":"https://fountain.fm/","episode_guid":"","feedID":,"itemID":,"url":"https://feeds.","podcast":"","episode":"","guid":"","name":"","ts":,"speed":"1","message":"","sender_name":"","sender_id":"","value_msat_total":',
  '{"action":"stream","app_name":"Fountain","action":"boost",',
].map((text) => Buffer.from(text).toString('hex'))

/** The shape that most are of, last, since what is nearest is cheapest to point at. */
const MOST = [
  '{"x-rss-payment":"{\\"action\\":\\"boost\\",\\"app_name\\":\\"\\",\\"message\\":\\"\\",\\"sender_name\\":\\"\\",\\"value_msat_total\\":","memo":"","7629175":"","7629169":"{\\"app_name\\":\\"Fountain\\",\\"action\\":\\"boost\\",\\"podcast\\":\\"',
  '{"app_name":"Fountain","action":"boost","boost_link":"https://fountain.fm/episode/","sender_name":"","sender_id":"","message":"","value_msat_total":100000,"value_msat":1000,',
  '{"action":"stream","podcast":"","feedID":,"url":"","guid":"","episode":"","itemID":,"episode_guid":"","app_name":"Castamatic","app_version":"","sender_name":"","sender_id":"ffffffff","name":"","ts":0,"value_msat":,"value_msat_total":10000,"speed":"1","message":"',
]

/**
 * What is usual in what sources report: it is packed by pointing here, so that a short text becomes much shorter. Never to be changed, as
 * what lies packed can only be read with it; another one would be a form of its own.
 */
export const USUAL_WORDS = Buffer.from([...REPORTED, ...BOOSTAGRAMS, ...IN_HEX, ...MOST].join('\n'))

# 窓の中の言葉。
title = 至急
title-window = 至急 Shikyu
title-line = ひとりの席で、誰に、どれだけ早く伝えられるか
no-window = 画面を開けません: { $reason }。画面なしでは「shikyu run」で実行、「shikyu check」でシナリオの確認ができます。

# 図書館と説明
library-list = シナリオ
library-picked = 選んだシナリオ
library-built-in = はじめから入っているもの
library-problems = 直すところが{ $count }か所あります
library-broken = このファイルは、直すまで始められません
library-empty = シナリオがありません。
library-people = 登場する人 { $count }人
library-open = この日の席へ
back-to-library = 一覧に戻る
briefing-day = きょうの席
briefing-you = あなたは { $you } です。
briefing-how = 時計は、手が空いているあいだも進みます。話す、書く、調べる。することには決まった時間がかかり、押す前に示します。読む速さは採点に関わりません。
briefing-keys = F1–F5 机・電話・メール・端末・資料　1–9 番号の選択　A 受話器を取る　H 置く　S 伝える　W 待つ　P 止める　B 行先予定表　Esc 戻る　Tab・矢印 移動　Enter 押す　PageDown 送る　L 言語　+ − 文字の大きさ
briefing-choices = 始めかた
briefing-start = 席に着く
choose-language = 言語
choose-text = 文字
choose-theme = 紙の色
choose-pace = 時計の速さ
choose-mode = 遊びかた
theme-light = 明るい
theme-dark = 暗い
pace-turns = 手番ごと
pace-relaxed = ゆっくり
pace-standard = ふつう
pace-hard = 速い
pace-turns-words = 何かするまで時計は止まっています。進めるには「待つ」を押します。
pace-relaxed-words = 手が空いているとき、1秒で5秒進みます。
pace-standard-words = 手が空いているとき、1秒で10秒進みます。
pace-hard-words = 手が空いているとき、1秒で20秒進みます。
mode-practice = 練習
mode-drill = 本番
mode-practice-words = 途中で止められます。
mode-drill-words = 途中では止められません。

# 結び
debrief = ふり返り
debrief-ending = その日の終わり
debrief-events = あったこと
debrief-again = もう一度、同じ席へ

# 机の縁
edge = 時計と一日
pause = 止める
go-on = 続ける
wait = 待つ
stop-waiting = やめる
wait-for-anything = 何か起きるまで待つ
ruler = 一日の物差し。いま{ $time }
status = いまのようす
status-paused = 時計を止めています。
status-waiting = 何か起きるのを待っています。どのキーでもやめられます。

# 部屋
board = 行先予定表
board-morning = 今朝
board-words = 予定表は本人が書いたものです。いまどこにいるかは、当たってみるまで分かりません。
month = { $month }月
sound-ring = 電話のベル
sound-steps = 足音
sound-ring-back = 呼び出し音
sound-voicemail = { $name }の留守番電話
sound-you = あなたの声
sound-voice = { $name }の声
sound-your-turn = 相手が待っている
sound-clock = 時計の音
side-telephone = 電話帳
side-notebook = 手帳
room = 全員の部屋
speaker-you = あなた
list-comma = 、

# 見出しの札
tab-desk = 机
tab-phone = 電話
tab-mail = メール
tab-console = 端末
tab-papers = 資料

# 電話
directory = 電話帳
directory-number = 内線
line-talking = 通話中
line-dialling = 呼び出し中
line-ringing = 鳴っている
line-call = 通話
line-visit = 席で
line-voicemail = 留守番電話
dialling = { $name }を呼び出しています。
slip-rings = 電話が鳴っています
slip-at-desk = 席に来ています
slip-again = 前にも電話のあった相手
answer = 受話器を取る
turn-to = 話を聞く
hang-up = 受話器を置く
leave = 話を終える
channel-phone = 電話
channel-mail = メール
channel-chat = チャット
channel-visit = 席へ行く
outcome-ringing = 呼び出し中
outcome-rang-out = 出ず
outcome-busy = 話し中
outcome-refused = 使われていない
outcome-voicemail = 留守電
outcome-unanswered = 返事なし
outcome-reached = つながった
outcome-nobody-there = 不在
outcome-left-off = 途中で切った
pick-somebody = 電話帳から相手を選びます。
not-tried = まだ連絡していません
last-tried = { $time } { $channel } { $outcome }
way-phone = 出なければここまで
way-mail = 書くのに。読まれるのは相手しだい
way-chat = 書くのに。個人あて
way-visit = 歩いて行く
way-none = この手段はありません

# 話す
choices = 言えること
per-item = { $span }から
said = 済
asked = 済 { $time }
choice-tell = 状況を伝える、頼む
choice-tell-words = 伝えることを選んでから話す
choice-ask-what = くわしい様子を聞く
choice-ask-since = いつからか聞く
choice-ask-impact = 困ることを聞く
choice-ask-deadline = 期限を聞く
choice-ask-found = 気づいた点を聞く
choice-ask-before = 前例を聞く
choice-ask-outlook = かかる時間を聞く
choice-ask-other = ほかに聞く
choice-promise = { $minutes }分後に電話を約束
choice-promise-words = { $time }までにお電話します
choice-dont-know = 分からないと言う
say-ask-what = どこまで動いて、何ができないのか、くわしく教えてください。
say-ask-since = いつからでしょうか。
say-ask-impact = このままだと、どんなことでお困りになりますか。
say-ask-deadline = いつまでに必要ですか。
say-ask-found = そちらで何か分かっていることはありますか。
say-ask-before = 前にも同じことがありましたか。
say-ask-outlook = 直るまでどのくらいかかりそうですか。
say-ask-other = ほかに知っておくことはありますか。
say-want-decide = どうすればよいか、判断をお願いします。
say-want-allow = 「{ $name }」を進めてよいか、了承をお願いします。
say-want-do = 「{ $name }」をそちらでお願いします。
say-want-give = { $name }を渡してください。
say-want-customer = お客様への連絡を引き取ってください。
say-want-fix = 直す作業を引き取ってください。
say-want-lead = この件の指揮を引き取ってください。
say-by = { $span }以内にお願いします。
say-promise = { $span }以内に、こちらからまた連絡します。
say-estimate = { $time }ごろに使えるようになる見込みです。
say-fixed = { $name }は復旧しました。
say-dont-know = 申し訳ありません、まだ分かりません。
say-confirm = そちらで動くか、いま試していただけますか。
say-read-back = いまの内容を復唱していただけますか。
speech-tried = こちらで確かめたのは、{ $list }です。
speech-called = これまでの連絡は、{ $list }です。
speech-called-none = ほかにはまだ誰にも連絡していません。
speech-called-reached = { $name }（{ $channel }、つながった）
speech-called-not = { $name }（{ $channel }、返事なし）
speech-severity = 重大度は{ $level }と宣言しました。

# 文面を組む
compose = 伝えることを選ぶ
compose-tell = 伝えること
compose-only-known = 知っていることだけ
compose-mail-to = 宛先
compose-chat-to = 相手
compose-want = 頼むこと
compose-by = いつまでに
compose-promise = 次の連絡
compose-fixed = 復旧
compose-estimate = 見込み
compose-none = 言わない
compose-same = 前に伝えた内容を入れる
compose-confirm = いま試してもらう（2分）
compose-dont-know = 「まだ分かりません」と言う
compose-read-back = 最後に復唱してもらう
compose-discard = やめる
within = { $span }以内
chip-want-decide = 判断
chip-want-allow = { $name }の了承
chip-want-do = { $name }の実施
chip-want-give = { $name }を渡す
chip-want-customer = お客様への連絡役
chip-want-fix = 直す作業
chip-want-lead = 指揮
chip-fixed = { $name }は復旧した
chip-estimate = { $time }ごろ
part-me = 名乗る
part-severity = 重大度
part-what = 何が
part-since = いつから
part-impact = 影響
part-deadline = 期限
part-found = 調べた
part-before = 前例
part-called = 連絡
part-other = ほか
preview-spoken = 相手に聞こえる言葉
preview-written = 相手に届く文面
preview-voicemail = 留守番電話に残る言葉
preview-empty = まだ何も選んでいません。
send-spoken = このまま話す
send-voicemail = 留守電に残す
send-mail = メールを送る
send-chat = チャットに書く

# メールとチャット
mail-new = メール
chat-new = チャット
mail-came = 届いたもの
mail-went = 送ったもの
mail-pick = 左から選ぶと、ここで読めます。
mail-read = 本文
mail-system = メールサーバー
mail-from = { $name }より　{ $time } 受信　{ $channel }
mail-to = 宛先 { $name }　{ $time } 送信　{ $channel }
mail-again = もう一度書く
mail-reply = 返事を書く
mail-silence = 分、返事なし
mail-silence-words = 開かれたかどうかは分かりません

# 端末
console-words = 見るだけなら、何も変わりません
console-pick = 左から選ぶと、その時刻の様子が出ます。
console-again = 見た時刻の様子です。もう一度選ぶと、見直します。
repair-allowed = { $name }が了承しています。
repair-free = 誰の了承も要りません。
repair-needs-word = { $names }のうち誰かの了承が要りますが、まだもらっていません。
repair-needs-key = 要るもの：{ $key }。まだ持っていません。
repair-has-key = 要るもの：{ $key }。手もとにあります。
repair-by = できるのは { $names } だけです。
repair-ended = { $time }に終わりました。
repair-failed = { $time }に終わりましたが、うまくいきませんでした。
repair-running = 作業が進んでいます。
repair-do = { $name }を始める
repair-do-alone = 了承なしで{ $name }を始める
span-range = { $least }～{ $most }

# 資料
paper-at-hand = 手元にある
paper-read = 読んだ
paper-pick = 左から選ぶと、ここで読めます。
paper-closed = 読むには時間がかかります。
paper-open = 探して読む

# 机
desk-now = 自分の席
desk-can = 電話（F2）、メールとチャット（F3）、端末（F4）、資料（F5）が手の届くところにあります。
desk-notices = お知らせ
severity = 重大度を宣言する
severity-p1 = お客様の業務が止まり、時間がない
severity-p2 = お客様の業務に支障がある
severity-p3 = 一部に不具合。一日は待てる
severity-p4 = 質問、見た目など
close = この件を終える
close-words = 終えると、きょうの仕事はここまでになり、ふり返りに進みます。
close-sure = 本当に終えますか。
close-yes = 終える
close-no = 続ける

# 手帳
notebook = 手帳
notebook-facts = わかったこと
notebook-promises = 約束
notebook-attempts = 連絡した相手
notebook-none = まだ何も
notebook-no-promise = なし
notebook-nobody = まだ、誰にも
notebook-severity = 重大度{ $level }と宣言
notebook-allowed = { $who }が{ $name }を了承
notebook-duty-customer = お客様への連絡は{ $who }が引き取った
notebook-duty-fix = 直す作業は{ $who }が引き取った
notebook-duty-lead = 指揮は{ $who }が引き取った
notebook-promise = { $time } { $who }に連絡
notebook-estimate = { $time } { $who }に復旧の見込み
notebook-missed = { $time } { $who }の電話に出られず
promise-kept = 守った
promise-broken = 過ぎた
seal = 至急

# 手がふさがること
task-look = { $name }を見ている
task-read = 「{ $name }」を読んでいる
task-repair = { $name }の作業中
task-mail = { $name }へのメールを書いている
task-chat = { $name }へチャットを書いている
task-declare = 重大度{ $name }を宣言している
task-walk = { $name }の席へ歩いている
task-hang-up = 受話器を置いている
task-interrupted = 電話で中断
task-stop = やめる

# できなかったわけ
refusal-busy = いまは別のことで手がふさがっています。
refusal-busy-ringing = 電話が鳴っています。出るか、鳴りやむのを待ってください。
refusal-busy-visitor = 人が来ています。話を聞くか、立ち去るのを待ってください。
refusal-not-ringing = 電話は鳴っていません。
refusal-no-call = 誰とも話していません。
refusal-not-your-turn = まだ話が終わっていません。
refusal-no-channel = この相手には、その方法では連絡できません。
refusal-unknown-fact = まだ知らないことは伝えられません。
refusal-empty = 伝えることと相手を選んでください。
refusal-already-done = その作業は、もう進んでいるか終わっています。
refusal-not-yours = この作業は、あなたにはできません。
refusal-missing = 足りないものがあります: { $name }
refusal-not-possible = いまの状態では、この作業はできません。
refusal-over = きょうの仕事は、もう終わっています。
refusal-nothing = やめるものがありません。
refusal-desk-closed = いまは業務時間の外です
say-want-come = こちらまで来てください。
say-want-call-on = { $name }にも電話してもらえますか。
chip-want-come = こちらへ来る
chip-want-call-on = { $name }への電話
say-write-down = いまのお話、書き留めます。
choice-write-down = 書き留める
repair-allowed-now = 進めてよいことになっています。
notebook-allowed-now = { $name }の許可
task-join = メモを並べている
notebook-join = 選んだメモを並べてみる
bench = 作者の机
bench-ok = 保存版は正しく読めています
bench-counts = 直すところ { $errors }、助言 { $advice }
bench-problems = 指摘
bench-why = なぜ起こらない
bench-forecast = いつ起こりうるか
bench-sound = { $path } に直すところはありません。保存すると読み直し、いまの時刻まで同じ操作をやり直します。
bench-last-good = 最後に読めた版で続けています。直して保存すると読み直します。
bench-error = エラー
bench-advice = 助言
bench-stopped = { $clock }の操作 { $command } は、いまの版ではできません({ $why })。ここで止めました。
bench-gone = 名指ししたものがもうありません
bench-not-yet = 始めると、規則や会話の条件がいま成り立っているかがここに出ます。
bench-true = ○
bench-false = ×
bench-forecast-words = 濃い帯はその間に必ず起こるもの、薄い帯は早くてもそこから先のもの(訓練生しだい)です。

# はじめて開いたとき
welcome = はじめに
welcome-what = 月末の昼まえ、運用の席にいるのはあなた一人です。お客様から電話が鳴ります。「至急お願いします」。課長も先輩も、席にいません。
welcome-how = 時計は進み、電話は鳴り、誰がつかまるかは、かけてみるまで分かりません。伝えられるのは、自分で知ったことだけです。
welcome-score = 終わると、どれだけ早く、どれだけ広く知らせたかを、一つひとつの出来事と一緒に見せます。人に順位はつけません。
welcome-kept = 記録はこのパソコンの中だけに残ります。
welcome-choose = はじめる前に、見やすく、聞きやすくしてください。
welcome-later = どれも、あとからいつでも変えられます。
welcome-story = まず、あの日の出来事を見る
welcome-list = 一覧へ

# 設定
settings = 設定
settings-window = 画面と音
settings-kept = 残してあるもの
settings-kept-words = 遊んだ回、選んだ設定、自作のシナリオは、次のフォルダーにふつうの文字のファイルで入っています。読むことも、写すことも、消すこともできます。
choose-motion = 動き
motion-on = あり
motion-off = なし
choose-sound = 音
sound-softer = 小さく
sound-louder = 大きく
sound-volume = 音量 { $percent } %
sound-off = 消音中

# 一覧
library-minutes = 約{ $minutes }分
library-due-now = 今日もう一度
library-due = { $date } ごろにもう一度
library-trains = 身につくこと
library-day = この日
library-length = 長さ
library-hardness = 難しさ
library-difficulty = { $level }(ふつうの癖がある訓練生の { $percent } % が合格)
library-measuring = 測っています
difficulty-easy = やさしい
difficulty-moderate = ふつう
difficulty-hard = 難しい
library-yours = あなた
library-standing = { $runs }回、最高 { $best } 点、前回 { $last } 点
library-again = 次は
library-file = ファイル
interrupted = 続きから:{ $title }({ $time })
interrupted-words = { $begun } に始めて、途中で閉じた回

# もう一度見る
again = もう一度見る
again-speed = { $speed }倍
again-back = 5分戻る
again-forth = 5分進む
again-mark = しるし { $time }
again-score = ここまで { $total } 点
again-play-on = ここから自分で続ける
again-leave = ふり返りへ

# 時計を止めて話し合う
pause-discuss = 止めて話し合う
pause-mark = この時刻にしるし
pause-marked = { $time } にしるしをつけました
pause-first = いま誰が困っていて、いつまでに何が要るか、言えますか。
pause-paths = 返事を待っている相手のほかに、誰に、どの道で連絡できますか。
pause-customer = お客様は、最後にいつ、何を聞きましたか。次に聞けるのはいつですか。
pause-decide = 決められる人は、判断に要ることを全部聞いていますか。
pause-known = 分かっていることと、まだ分からないことは何ですか。
hurry = 先を聞く
choice-promise-short = { $minutes }分後に電話

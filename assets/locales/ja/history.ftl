# 残してあるものをまとめて扱う:一覧、書き出し、消去
history-scenario = シナリオ
history-runs = 回数
history-best = 最高
history-last = 前回
history-due = 次は
history-due-now = { $date }(もう一度やるころ)
history-begun = 始めた時刻
history-seed = シード
history-total = 点数
history-no-runs = 最後まで終わった回は、まだありません。
history-plans = 次はこうする
history-unfinished = 途中で閉じた回
history-refused = 使えない記録
history-no-date = ファイルの名前から、始めた時刻が分かりません
history-nothing = 残してあるものはありません。
history-exists = { $path } はもうあります。上書きはしません。別の名前を書いてください
history-stopped = 中断しました。何も書き出していません
history-unreadable = 残してあるもののフォルダーを読めません:{ $why }
history-differs = { $path } を読み返したら、書いたものと違いました。書き出しをやめました
history-exported = { $path } に書き出しました(遊んだ回 { $runs }、全部で { $files } ファイル)。読み返して確かめてあります。
history-would-delete = { $path } の中の、次のファイルが消えます(遊んだ回 { $runs }、全部で { $files } ファイル)。
history-confirm =
    まだ何も消していません。
    消すには:shikyu history delete --yes(元には戻せません)
    先に写しを取るには:shikyu history export フォルダー
history-deleted = 消しました(遊んだ回 { $runs }、全部で { $files } ファイル)。
history-left = そのままにしたもの:
history-not-ours = { $path }(このプログラムが書いたものではありません)
history-link = { $path }(リンクです。その先には触れません)
history-in-use = { $path }(別の画面で進行中の回です)
history-failed = { $path }({ $why })

# 設定の画面で
keeping-held = いまあるもの:遊んだ回 { $runs }、全部で { $files } ファイル
keeping-unreadable = 読めません:{ $why }
keeping-export = 写しを書き出す
keeping-delete = すべて消す
keeping-delete-sure = もう一度押すと消えます
keeping-sure-words = 遊んだ回も、書いた計画も、選んだ設定も消えます。元には戻せません。自作のシナリオは残ります。
keeping-busy = 書き出しています({ $done }/{ $of })
keeping-no-folder = 置き場所になるフォルダーが見つかりません
keeping-after = 設定は、次に何かを選んだときに、また残します。

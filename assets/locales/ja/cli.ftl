# コマンドラインの言葉。
no-desktop = このビルドには画面がありません。画面なしで使えるのは shikyu run、shikyu replay、shikyu verify、shikyu check です
no-such-trainee = 「{ $name }」という訓練生はいません。いるのは:{ $names }
ran-away = 規則「{ $rule }」が際限なく起きるので、途中で止めました
cannot-write = { $path } に書けません:{ $why }
verified = 一致しました。{ $scenario } seed { $seed } 合計{ $total }点 出来事{ $events }件
check-ok = { $path }: OK(「{ $title }」)
check-nothing = 調べるシナリオ(.ron)が見つかりません
check-advice = { $path }:読み込めます({ $title })。助言が{ $advice }件あります
check-errors = { $path }:直すところが{ $errors }件、助言が{ $advice }件あります。番号の説明は shikyu explain 番号
no-such-code = 「{ $code }」という番号はありません。shikyu explain で一覧が出ます
explain-fails = 指摘される例:
explain-mended = 直した例:

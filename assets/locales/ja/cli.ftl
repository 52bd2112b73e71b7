# コマンドラインの言葉。
no-desktop = このビルドには画面がありません。画面なしで使えるのは shikyu run、shikyu replay、shikyu verify、shikyu check です
no-such-trainee = 「{ $name }」という訓練生はいません。いるのは:{ $names }
ran-away = 規則「{ $rule }」が際限なく起きるので、途中で止めました
cannot-write = { $path } に書けません:{ $why }
verified = 一致しました。{ $scenario } seed { $seed } 合計{ $total }点 出来事{ $events }件
check-ok = { $path }: OK(「{ $title }」)
check-nothing = 調べるシナリオ(.ron)が見つかりません

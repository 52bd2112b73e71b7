# The words of the command line.
no-desktop = this build has no window; without one there are shikyu run, shikyu replay, shikyu verify and shikyu check
no-such-trainee = there is no trainee "{ $name }"; there are: { $names }
ran-away = the rule "{ $rule }" fires without end; the run was stopped
cannot-write = { $path } cannot be written: { $why }
verified = The same run: { $scenario }, seed { $seed }, total { $total }, { $events } events
check-ok = { $path }: OK ("{ $title }")
check-nothing = there is no scenario (.ron) to check
check-advice = { $path }: can be loaded ({ $title }); { $advice } pieces of advice
check-errors = { $path }: { $errors } to mend, { $advice } pieces of advice. What a code means: shikyu explain CODE
no-such-code = there is no code "{ $code }"; `shikyu explain` lists them
explain-fails = This is told:
explain-mended = Mended:

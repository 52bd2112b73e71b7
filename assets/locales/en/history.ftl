# What is kept, taken together: listed, exported, deleted
history-scenario = scenario
history-runs = runs
history-best = best
history-last = last
history-due = again
history-due-now = { $date } (due)
history-begun = begun
history-seed = seed
history-total = total
history-no-runs = No run has been played to its end yet.
history-plans = What you mean to do
history-unfinished = Left before their end
history-refused = Records that cannot be used
history-no-date = the name of the file does not say when it was begun
history-nothing = Nothing is kept.
history-exists = { $path } is there already and is not overwritten; give another name
history-stopped = stopped; nothing was exported
history-unreadable = the folder of what is kept cannot be read: { $why }
history-differs = { $path } does not read back as it was written; the export was given up
history-exported = Exported to { $path } (runs: { $runs }; files in all: { $files }). Each was read back and compared.
history-would-delete = These files in { $path } would be deleted (runs: { $runs }; files in all: { $files }):
history-confirm =
    Nothing has been deleted yet.
    To delete: shikyu history delete --yes (this cannot be taken back)
    To make a copy first: shikyu history export FOLDER
history-deleted = Deleted (runs: { $runs }; files in all: { $files }).
history-left = Left as it is:
history-not-ours = { $path } (this program did not write it)
history-link = { $path } (a link; what it leads to is not touched)
history-in-use = { $path } (a run that is being played in another window)
history-failed = { $path } ({ $why })

# In the settings
keeping-held = There now: runs { $runs }, files in all { $files }
keeping-unreadable = It cannot be read: { $why }
keeping-export = Export a copy
keeping-delete = Delete everything
keeping-delete-sure = Press again to delete
keeping-sure-words = Your runs, your plans and your settings will be gone for good. Scenarios of your own stay.
keeping-busy = Exporting: { $done } of { $of }
keeping-no-folder = There is no folder to put it in
keeping-after = Settings are kept again as soon as you choose something.

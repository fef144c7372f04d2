"""The app itself on a page: one process a visitor, shown by xterm.js in the browser.

Built on textual-serve: its terminal for the browser, and its way to talk to a Textual app. What it
leaves open up to 1.1.3 is closed here: any page of any site may open it, as often as it likes; the
visitor's process is started by a shell, with all that the host's environment holds; and a font is
fetched from another host.
"""

import Ganglion

/// `ganglion run`.
enum RunCommand {
  static let subcommand = Subcommand(
    name: "run", abstract: "Run a program.", synopsis: "[OPTIONS] FILE [ARGUMENTS…]",
    options: [
      OptionSpecification(
        "dir", value: "HOST[::GUEST][:ro]", isRepeatable: true,
        """
        Grant a directory, as GUEST if that is given; `:ro` lets the
        program read only. Nothing else is within its reach.
        """),
      OptionSpecification(
        "env", value: "KEY=VALUE", isRepeatable: true,
        "Set an environment variable; none are passed on by themselves."),
      OptionSpecification(
        "invoke", value: "NAME",
        """
        Call this exported function with ARGUMENTS instead of `_start`,
        and print its results, one a line.
        """),
      OptionSpecification(
        "fuel", value: "N", "Stop after N operators; bulk operators count for more."),
      OptionSpecification(
        "max-memory", value: "SIZE",
        "Let linear memory grow no further, such as 64MiB."),
      OptionSpecification(
        "timeout", value: "DURATION", "Stop after this time, such as 500ms, 10s or 2m."),
      OptionSpecification(
        "session",
        """
        Let the program log in at descriptor 3; directories follow it.
        """),
      OptionSpecification(
        "no-session", "Have nothing but granted directories at descriptor 3."),
      OptionSpecification("stats", "Tell on standard error what the run used: fuel, time, memory."),
      OptionSpecification(
        "canonical-nans", "Make results that are not numbers the same on every machine."),
    ] + HTTPOptions.specifications,
    stopsAtOperand: true,
    discussion: """
      FILE is a module in the binary or the text format; `-` stands for standard input. Options end
      at FILE: what follows is the program's. The program's exit code is passed on; see
      `ganglion --help` for the others.

      Arguments of --invoke are read by the types of the parameters: integers in decimal or as 0x…,
      signed or unsigned; numbers such as 1.5, -2e10, 0x1.8p3, inf, nan, nan:0x200000; vectors as
      0x and up to 32 digits; null references as null. Results are printed the same way. If there is
      a function `_initialize`, as libraries have it, it runs before.

      The program is a process of an executor of its own. It finds a session at descriptor 3 if it
      imports `sock_accept`, and neither --dir nor --invoke is given; --session and --no-session
      decide otherwise. With a session its arguments are its PID, its parent's and its content
      identifier, and then ARGUMENTS. It can log in without an account, and gets

        exec     the right to run processes, which write where it does, have no input and no
                 directories, and each the same --max-memory; with --fuel there is no such right
        process  itself, among the session's extras

      All processes end when the program does.

      Examples:
        ganglion run hello.wasm
        ganglion run --dir data::/data:ro --env LANG=C sort.wasm /data/words.txt
        ganglion run --timeout 10s --fuel 1000000 untrusted.wasm
        ganglion run --invoke add module.wat 2 3
        ganglion run --http example.com,127.0.0.1:8080 --http-methods GET crawler.wasm
      """
  ) { arguments in
    try RunOptions(arguments).run()
  }
}

import Platform

/// The same in Erlang, whose process model is the one to learn from.
enum Erlang {
  private static let path = "/usr/bin/erl"

  static func measure(_ report: inout Report, _ isQuick: Bool) {
    let count = isQuick ? 1000 : 100_000
    let links = isQuick ? 500 : 10_000
    let spinners = isQuick ? 50 : 1000
    let program = """
      Now = fun() -> erlang:monotonic_time(nanosecond) end,
      Print = fun(Name, Value, Unit) -> io:format("~s|~f|~s~n", [Name, float(Value), Unit]) end,
      Once = fun() -> {P, R} = spawn_monitor(fun() -> ok end),
        receive {'DOWN', R, process, P, _} -> ok end end,
      Loop = fun F(0) -> ok; F(N) -> Once(), F(N - 1) end,
      T0 = Now(), Loop(\(count)), Print("spawn to exit, in a row", (Now() - T0) / \(count) / 1000, "us"),
      Chain = fun F(0, _) -> receive never -> ok end;
        F(N, Top) -> spawn_link(fun() -> case N of 1 -> Top ! ready; _ -> ok end, F(N - 1, Top) end),
          receive never -> ok end end,
      Self = self(),
      {Head, _} = spawn_monitor(fun() -> Chain(\(links), Self) end),
      receive ready -> ok end,
      Before = erlang:system_info(process_count),
      T1 = Now(), exit(Head, kill),
      Wait = fun F() -> case erlang:system_info(process_count) of
        C when C > Before - \(links) -> erlang:yield(), F(); _ -> ok end end,
      Wait(), Print("chain of \(links) links", (Now() - T1) / 1000000, "ms"),
      receive {'DOWN', _, process, Head, _} -> ok end,
      M0 = erlang:memory(processes),
      Idle = [spawn(fun() -> receive never -> ok end end) || _ <- lists:seq(1, 20000)],
      Print("memory of an idle process", (erlang:memory(processes) - M0) / 20000 / 1024, "KiB"),
      [exit(P, kill) || P <- Idle],
      Spin = fun F() -> F() end,
      Spinning = [spawn(fun() -> Spin() end) || _ <- lists:seq(1, \(spinners))],
      timer:sleep(100),
      Kills = lists:sort([begin T = Now(), R = monitor(process, P), exit(P, kill),
        receive {'DOWN', R, process, P, _} -> Now() - T end end || P <- lists:sublist(Spinning, 200)]),
      Print("kill of a spinner, median", lists:nth(length(Kills) div 2 + 1, Kills) / 1000000, "ms"),
      Print("kill of a spinner, p99", lists:nth(length(Kills) * 99 div 100 + 1, Kills) / 1000000, "ms"),
      halt().
      """
    let flat = program.split(separator: "\n").joined(separator: " ")
    guard
      let result = try? ChildProcess.run(
        path, ["-noshell", "+P", "134217727", "-eval", flat], timeout: 120_000_000_000)
    else {
      print("Erlang: not installed, skipped")
      return
    }
    for line in String(decoding: result.output, as: UTF8.self).split(separator: "\n") {
      let parts = line.split(separator: "|")
      guard parts.count == 3, let value = Double(parts[1]) else { continue }
      report.add("Erlang: " + parts[0], value, parts[2] == "us" ? "µs" : String(parts[2]))
    }
  }
}

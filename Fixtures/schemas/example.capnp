@0xc5a3b7e90d1f4e62;
# What the shape of generated interfaces is shown with: plain, inherited, generic and streaming ones, pipelining, tail calls.

interface Counter {
  add @0 (delta :Int64) -> (value :Int64);
  get @1 () -> (value :Int64);
}

interface NamedCounter extends(Counter) {
  name @0 () -> (name :Text);
}

interface Box(T) {
  set @0 (value :T) -> ();
  get @1 () -> (value :T);
}

interface CounterBox extends(Box(Counter)) {
  total @0 () -> (value :Int64);
}

interface Sink {
  write @0 (chunk :Data) -> stream;
  done @1 () -> (bytes :UInt64);
}

struct Pair {
  label @0 :Text;
  left @1 :Counter;
  right @2 :Counter;
}

interface Factory {
  counter @0 (start :Int64) -> (counter :Counter);
  named @1 (name :Text) -> (counter :NamedCounter);
  pair @2 () -> (label :Text, pair :Pair);
  box @3 (first :Text) -> (box :Box(Text));
  sink @4 () -> (sink :Sink);
  echo @5 (cap :Counter) -> (cap :Counter);
  tail @6 (counter :Counter, delta :Int64) -> (value :Int64);
  hang @7 () -> ();
  sum @8 (counters :List(Counter)) -> (sum :Int64);
  fail @9 (reason :Text) -> ();
}

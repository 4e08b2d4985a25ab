-- The clients of wrk, one thread and one connection each: each walks through its own file of queries in order and
-- keeps a histogram of its own times, because the percentiles of wrk are "corrected" by samples it did not take.
-- Arguments: prefix of the lists, path of the endpoint, "again" to start over at the end of the list, else "once".
local ffi = require("ffi")
ffi.cdef [[
  typedef struct { long seconds; long nanoseconds; } moment;
  int clock_gettime(int clock, moment *now);
]]
local now = ffi.new("moment")
local function microseconds()
  ffi.C.clock_gettime(1, now)
  return tonumber(now.seconds) * 1e6 + tonumber(now.nanoseconds) / 1e3
end

local threads = {}
function setup(thread)
  table.insert(threads, thread)
  thread:set("client", #threads)
end

times, ended, calls, began = {}, false, 0, 0
local file, path, again, head
local accept = { J = "application/sparql-results+json", T = "text/turtle" }

function init(args)
  file = io.open(args[1] .. "." .. client, "r")
  path, again = args[2], args[3] == "again"
  head = " HTTP/1.1\r\nHost: " .. wrk.headers["Host"] .. "\r\nAccept: "
end

local function line()
  local found = file:read("*l")
  if not found then
    ended = not again
    file:seek("set", 0)
    found = file:read("*l")
  end
  return found
end

function request()
  local moment = microseconds()
  calls = calls + 1
  if calls > 2 then
    local time = math.floor(moment - began)
    times[time] = (times[time] or 0) + 1
  end
  local _, wants, query = line():match("^(%S+)\t(%S)\t(%S+)$")
  began = microseconds()
  return "GET " .. path .. "?query=" .. query .. head .. accept[wants] .. "\r\n\r\n"
end

function done(summary)
  local errors = summary.errors
  local stopped = microseconds()
  print("requests", summary.requests)
  print("microseconds", summary.duration)
  print("refused", errors.status)
  print("broken", errors.connect + errors.read + errors.write + errors.timeout)
  for _, thread in ipairs(threads) do
    if thread:get("ended") then print("ended", 1) end
    print("waiting", math.floor(stopped - thread:get("began")))
    for time, count in pairs(thread:get("times")) do print("time", time, count) end
  end
end

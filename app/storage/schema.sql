-- Everything that outlives the server. A change here needs a new number in database.py.

create table runs (
    id text primary key,
    token_digest blob not null,
    created_at text not null,
    -- Seconds this file's server had been up when the run was last used: no clock that jumps.
    used_at real not null,
    status text not null,
    message text,
    speed real,
    until text,
    checkpoint blob not null,
    -- What the run was trained under, a JSON list.
    fingerprints text not null,
    -- Why its network stands still, a JSON list.
    standstill text not null,
    -- The moment of another run that it began at, JSON.
    parent text,
    -- Seconds that all its training took.
    cost_s real not null,
    -- Whether it is forgotten after those that are not kept.
    kept integer not null
) strict;

create index runs_by_use on runs (used_at);

-- Append-only, some rows of a run at a time, in the checkpoint's transaction.
create table history (
    run_id text not null references runs (id) on delete cascade,
    first_row integer not null,
    epochs blob not null,
    metrics blob not null,
    unique (run_id, first_row)
) strict;

-- States on a run's way, and what was done to it between them. What many of them share, as the
-- data of their specs, is told once.
create table keyframes (
    run_id text not null references runs (id) on delete cascade,
    number integer not null,
    -- Epoch, offset, acts before it, seconds of training, whether it is pinned, and the state but
    -- for its arrays and its spec, a JSON list.
    about text not null,
    data blob not null,
    rest blob not null,
    parameters blob not null,
    slots blob not null,
    unique (run_id, number)
) strict;

create table texts (
    run_id text not null references runs (id) on delete cascade,
    digest blob not null,
    text text not null,
    unique (run_id, digest)
) strict;

create table acts (
    run_id text not null references runs (id) on delete cascade,
    number integer not null,
    act text not null,
    unique (run_id, number)
) strict;

create table sweeps (
    id text primary key,
    token_digest blob not null,
    created_at text not null,
    used_at real not null,
    status text not null,
    message text,
    speed real,
    -- What its specs follow from, JSON.
    plan text not null,
    -- Of each run its place, loss at the start, drift and outcome, a JSON list.
    runs text not null,
    -- Parameters and slots of all runs, one after the other.
    numbers blob not null,
    -- The newest metrics of all runs.
    now blob not null,
    -- The epochs of the rows of its curves, those to come among them.
    epochs blob not null,
    -- What it was trained under, a JSON list.
    fingerprints text not null
) strict;

create index sweeps_by_use on sweeps (used_at);

-- Append-only but for the last rows, which not all runs have come to.
create table curves (
    sweep_id text not null references sweeps (id) on delete cascade,
    first_row integer not null,
    rows blob not null,
    unique (sweep_id, first_row)
) strict;

create table classes (
    id text primary key,
    token_digest blob not null,
    used_at real not null,
    -- Title, lessons and what the teacher has on, JSON.
    about text not null
) strict;

create index classes_by_use on classes (used_at);

create table members (
    class_id text not null references classes (id) on delete cascade,
    id text not null,
    -- Name, digest of the token, present run, tasks and predictions, JSON.
    about text not null,
    unique (class_id, id)
) strict;

-- The runs that were kept of tasks that members have passed: used as long as the class is.
create table moments (
    class_id text not null,
    member_id text not null,
    run_id text not null,
    foreign key (class_id, member_id) references members (class_id, id) on delete cascade
) strict;

create index moments_by_run on moments (run_id);
create index moments_by_member on moments (class_id, member_id);

create table uptime (seconds real not null) strict;
insert into uptime values (0);
